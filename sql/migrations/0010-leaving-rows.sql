-- Old rows that still have to go: looked for at each change of a folder, however long it is.
create index folder_rows_leaving on vorrang.folder_rows (folder_id)
    where leaving_at is not null and vanished_at is null;

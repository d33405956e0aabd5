-- How a person is addressed, and what an agent asked him in his own words.
alter table vorrang.contacts
    add column salutation text not null default '',
    add constraint contact_salutation_is_one_line check (salutation !~ '[[:cntrl:]]' and length(salutation) <= 200);
comment on column vorrang.contacts.salutation is
    'as the desk''s letters begin, without the comma: Dear Ms Heyer. Empty: a greeting by name and language';

alter table vorrang.messages add column question text;
comment on column vorrang.messages.question is
    'of an agent''s mail with #ask, and of the mail that was made of it: the bare question';

-- Outgoing: an agent's replies that have not left yet.
alter table vorrang.folders drop constraint folder_kind_is_known;
alter table vorrang.folders add constraint folder_kind_is_known check (
    kind in ('inbox', 'queue', 'mine', 'waiting', 'hold', 'closed', 'spam', 'conversation', 'ticket', 'outgoing',
             'close-quietly', 'merge', 'split', 'release'));

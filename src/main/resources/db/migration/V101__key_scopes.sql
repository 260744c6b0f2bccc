-- A key has either a role, for operators, or scopes, for the tracking API (separated by blanks).

alter table operator_key alter column role drop not null;
alter table operator_key add column scopes varchar(512);

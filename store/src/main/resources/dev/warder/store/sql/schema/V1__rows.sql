-- One row for each key that ever was. docs/store.md draws the tables.
CREATE TABLE key_row (
  id ${text} NOT NULL PRIMARY KEY,
  tenant ${text} NOT NULL,
  principal ${text} NOT NULL,
  integration_kind ${text} NOT NULL,
  privileged ${number} NOT NULL CHECK (privileged IN (0, 1)),
  minted_micros ${number} NOT NULL,
  expires_micros ${number} NOT NULL,
  standing ${text} NOT NULL,
  parent_id ${text} NOT NULL,
  version ${number} NOT NULL CHECK (version >= 1),
  body ${bytes} NOT NULL
) ${strict};

CREATE INDEX key_row_tenant ON key_row (tenant, id) WHERE tenant <> '';
CREATE INDEX key_row_principal ON key_row (principal, id) WHERE principal <> '';
CREATE INDEX key_row_parent ON key_row (parent_id, id) WHERE parent_id <> '';

CREATE TABLE document (
  kind ${text} NOT NULL,
  id ${text} NOT NULL,
  version ${number} NOT NULL CHECK (version >= 1),
  body ${bytes} NOT NULL,
  PRIMARY KEY (kind, id)
) ${strict};

-- How far of the journal is in the rows, and who may write: the last who opened.
CREATE TABLE progress (
  one ${number} NOT NULL PRIMARY KEY CHECK (one = 1),
  position ${number} NOT NULL CHECK (position >= 0),
  writer ${number} NOT NULL
) ${strict};

INSERT INTO progress (one, position, writer) VALUES (1, 0, 0);

import type { Migration } from '../migration.ts';

/** user_count is kept by triggers: counting a tag of a million users would take longer than a list may. */
const TAGS = `
CREATE TABLE tags (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  user_count INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE user_tags (
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  tag_id INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
  PRIMARY KEY (user_id, tag_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX user_tags_tag ON user_tags (tag_id);
CREATE TRIGGER user_tags_inserted AFTER INSERT ON user_tags BEGIN
  UPDATE tags SET user_count = user_count + 1 WHERE id = NEW.tag_id;
END;
CREATE TRIGGER user_tags_deleted AFTER DELETE ON user_tags BEGIN
  UPDATE tags SET user_count = user_count - 1 WHERE id = OLD.tag_id;
END;
`;

/** The list filtered by group or method is walked in the order of names without a look at the rows. */
const INDEXES = `
DROP INDEX users_user_group;
CREATE INDEX users_group_name ON users (user_group COLLATE NOCASE, username_key);
DROP INDEX users_method;
CREATE INDEX users_method_name ON users (method, username_key);
`;

/**
 * What the list of users would have to count again for every page. Kinds: all, disabled, without-token, group and
 * method (with a value), and version, which grows with every change to a row of users.
 */
const COUNTS = `
CREATE TABLE user_counts (
  kind TEXT NOT NULL,
  value TEXT NOT NULL COLLATE NOCASE,
  count INTEGER NOT NULL,
  PRIMARY KEY (kind, value)
) STRICT, WITHOUT ROWID;
INSERT INTO user_counts SELECT 'version', '', 0;
INSERT INTO user_counts SELECT 'all', '', count(*) FROM users;
INSERT INTO user_counts SELECT 'disabled', '', count(*) FROM users WHERE is_enabled = 0;
INSERT INTO user_counts SELECT 'without-token', '', count(*) FROM users WHERE token_count = 0;
INSERT INTO user_counts SELECT 'group', user_group, count(*) FROM users GROUP BY user_group COLLATE NOCASE;
INSERT INTO user_counts SELECT 'method', method, count(*) FROM users GROUP BY method;
CREATE TRIGGER users_count_inserted AFTER INSERT ON users BEGIN
  INSERT INTO user_counts (kind, value, count) VALUES ('version', '', 1), ('all', '', 1), ('disabled', '', 1 - NEW.is_enabled),
    ('without-token', '', NEW.token_count = 0), ('group', NEW.user_group, 1), ('method', NEW.method, 1)
    ON CONFLICT (kind, value) DO UPDATE SET count = count + excluded.count;
END;
CREATE TRIGGER users_count_deleted AFTER DELETE ON users BEGIN
  INSERT INTO user_counts (kind, value, count) VALUES ('version', '', 1), ('all', '', -1), ('disabled', '', OLD.is_enabled - 1),
    ('without-token', '', -(OLD.token_count = 0)), ('group', OLD.user_group, -1), ('method', OLD.method, -1)
    ON CONFLICT (kind, value) DO UPDATE SET count = count + excluded.count;
END;
CREATE TRIGGER users_count_changed AFTER UPDATE ON users BEGIN
  UPDATE user_counts SET count = count + 1 WHERE kind = 'version' AND value = '';
END;
CREATE TRIGGER users_count_enabled AFTER UPDATE OF is_enabled ON users WHEN OLD.is_enabled <> NEW.is_enabled BEGIN
  UPDATE user_counts SET count = count + OLD.is_enabled - NEW.is_enabled WHERE kind = 'disabled' AND value = '';
END;
CREATE TRIGGER users_count_tokens AFTER UPDATE OF token_count ON users
WHEN (OLD.token_count = 0) <> (NEW.token_count = 0) BEGIN
  UPDATE user_counts SET count = count - (OLD.token_count = 0) + (NEW.token_count = 0)
    WHERE kind = 'without-token' AND value = '';
END;
CREATE TRIGGER users_count_group AFTER UPDATE OF user_group ON users WHEN OLD.user_group <> NEW.user_group BEGIN
  INSERT INTO user_counts (kind, value, count) VALUES ('group', OLD.user_group, -1), ('group', NEW.user_group, 1)
    ON CONFLICT (kind, value) DO UPDATE SET count = count + excluded.count;
END;
CREATE TRIGGER users_count_method AFTER UPDATE OF method ON users WHEN OLD.method <> NEW.method BEGIN
  INSERT INTO user_counts (kind, value, count) VALUES ('method', OLD.method, -1), ('method', NEW.method, 1)
    ON CONFLICT (kind, value) DO UPDATE SET count = count + excluded.count;
END;
`;

export const tags: Migration = {
  version: 30,
  up: (connection) => {
    connection.exec(TAGS);
    connection.exec(INDEXES);
    connection.exec(COUNTS);
  },
};

-- user_version 110
CREATE INDEX attempt_day_counts_application ON attempt_day_counts (application COLLATE NOCASE, day_at);
CREATE INDEX attempts_unknown ON attempts (username_key) WHERE user_id IS NULL;
CREATE INDEX blocks_fraud ON blocks (started_at) WHERE cause = 'fraud';
CREATE INDEX blocks_running ON blocks (expires_at) WHERE is_blocking = 1 AND ended_at IS NULL;
CREATE INDEX blocks_started ON blocks (started_at);
CREATE INDEX blocks_user ON blocks (user_id);
CREATE INDEX blocks_username ON blocks (username_key);
CREATE INDEX bypasses_running ON bypasses (expires_at) WHERE ended_at IS NULL;
CREATE INDEX bypasses_started ON bypasses (started_at);
CREATE INDEX bypasses_user ON bypasses (user_id);
CREATE INDEX bypasses_username ON bypasses (username_key);
CREATE INDEX cached_grants_at ON cached_grants (at);
CREATE INDEX former_users_username ON former_users (username_key);
CREATE INDEX mails_finished ON mails (finished_at) WHERE state <> 'queued';
CREATE INDEX mails_waiting ON mails (next_try_at) WHERE state = 'queued';
CREATE INDEX message_codes_expires ON message_codes (expires_at);
CREATE INDEX message_codes_recipient ON message_codes (recipient) WHERE is_two_way = 1;
CREATE INDEX message_codes_user ON message_codes (user_id);
CREATE INDEX messages_reference ON messages (reference) WHERE reference <> '';
CREATE INDEX messages_unsent ON messages (expires_at) WHERE state IN ('queued', 'sending');
CREATE INDEX messages_user ON messages (user_id, queued_at);
CREATE INDEX operator_sessions_operator ON operator_sessions (operator_id);
CREATE INDEX phone_calls_opened ON phone_calls (opened_at);
CREATE INDEX phone_calls_user ON phone_calls (user_id, opened_at);
CREATE INDEX pin_history_user ON pin_history (user_id);
CREATE INDEX placed_calls_session ON placed_calls (session_id) WHERE session_id <> '';
CREATE INDEX placed_calls_user ON placed_calls (user_id) WHERE user_id IS NOT NULL;
CREATE INDEX received_texts_user ON received_texts (user_id) WHERE user_id IS NOT NULL;
CREATE INDEX tokens_disabled ON tokens (id) WHERE is_enabled = 0;
CREATE INDEX tokens_user ON tokens (user_id, is_pending);
CREATE INDEX user_states_blocked ON user_states (user_id) WHERE blocked_until IS NOT NULL;
CREATE INDEX user_states_locked ON user_states (user_id) WHERE locked_until IS NOT NULL OR is_locked_long_term = 1;
CREATE INDEX user_tags_tag ON user_tags (tag_id);
CREATE INDEX users_disabled ON users (username_key) WHERE is_enabled = 0;
CREATE INDEX users_email ON users (email COLLATE NOCASE) WHERE email <> '';
CREATE INDEX users_group_name ON users (user_group COLLATE NOCASE, username_key);
CREATE INDEX users_last_name ON users (last_name COLLATE NOCASE);
CREATE INDEX users_method_name ON users (method, username_key);
CREATE INDEX users_without_token ON users (username_key) WHERE token_count = 0;
CREATE TABLE attempt_blocks (block INTEGER PRIMARY KEY, filter BLOB NOT NULL) STRICT;
CREATE TABLE attempt_counts (
  hour_at INTEGER NOT NULL,
  server TEXT NOT NULL,
  application TEXT NOT NULL,
  method TEXT NOT NULL,
  mode TEXT NOT NULL,
  result INTEGER NOT NULL,
  is_granted INTEGER NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (hour_at, server, application, method, mode, result, is_granted)
) STRICT, WITHOUT ROWID;
CREATE TABLE attempt_day_counts (
  day_at INTEGER NOT NULL,
  server TEXT NOT NULL,
  application TEXT NOT NULL,
  method TEXT NOT NULL,
  mode TEXT NOT NULL,
  result INTEGER NOT NULL,
  is_granted INTEGER NOT NULL,
  count INTEGER NOT NULL,
  hours TEXT NOT NULL,
  PRIMARY KEY (day_at, server, application, method, mode, result, is_granted)
) STRICT, WITHOUT ROWID;
CREATE TABLE attempt_hours (
  hour_at INTEGER PRIMARY KEY,
  first_id INTEGER NOT NULL,
  last_id INTEGER NOT NULL
, results TEXT NOT NULL DEFAULT '[]') STRICT;
CREATE TABLE attempt_month_counts (
  month_at INTEGER NOT NULL,
  server TEXT NOT NULL,
  application TEXT NOT NULL,
  method TEXT NOT NULL,
  mode TEXT NOT NULL,
  result INTEGER NOT NULL,
  is_granted INTEGER NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (month_at, server, application, method, mode, result, is_granted)
) STRICT, WITHOUT ROWID;
CREATE TABLE attempts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  session_id TEXT NOT NULL,
  user_id INTEGER,
  username TEXT NOT NULL,
  username_key TEXT NOT NULL,
  first_name TEXT NOT NULL,
  last_name TEXT NOT NULL,
  email TEXT NOT NULL,
  phone TEXT NOT NULL,
  device_token TEXT NOT NULL,
  authentication_type TEXT NOT NULL,
  application_name TEXT NOT NULL,
  radius_client_id INTEGER,
  client_address TEXT NOT NULL,
  calling_address TEXT NOT NULL,
  method TEXT,
  mode TEXT,
  token_id INTEGER,
  token_serial TEXT NOT NULL,
  result INTEGER NOT NULL,
  is_granted INTEGER NOT NULL CHECK (is_granted IN (0, 1)),
  reason TEXT NOT NULL,
  server_name TEXT NOT NULL,
  server_address TEXT NOT NULL,
  duration_milliseconds REAL NOT NULL,
  previous_attempt_id INTEGER
, steps TEXT NOT NULL DEFAULT '', gateway_name TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE backups (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, path TEXT NOT NULL, kind TEXT NOT NULL DEFAULT 'manual' CHECK (kind IN ('manual', 'scheduled')), actor TEXT NOT NULL DEFAULT '', size_bytes INTEGER, problem TEXT, deleted_at INTEGER) STRICT;
CREATE TABLE blocks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
  username TEXT NOT NULL,
  username_key TEXT NOT NULL,
  phone TEXT NOT NULL,
  cause TEXT NOT NULL CHECK (cause IN ('operator', 'fraud', 'user')),
  is_blocking INTEGER NOT NULL CHECK (is_blocking IN (0, 1)),
  reason TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  started_by TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  ended_at INTEGER,
  ended_by TEXT NOT NULL DEFAULT '',
  end_reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE bypasses (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
  username TEXT NOT NULL,
  username_key TEXT NOT NULL,
  phone TEXT NOT NULL,
  seconds INTEGER NOT NULL,
  reason TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  started_by TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  ended_at INTEGER,
  outcome TEXT CHECK (outcome IN ('used', 'cancelled', 'replaced')),
  CHECK ((ended_at IS NULL) = (outcome IS NULL))
) STRICT;
CREATE TABLE cached_grants (
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  authentication_type TEXT NOT NULL,
  application_name TEXT NOT NULL,
  calling_address TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (user_id, authentication_type, application_name, calling_address)
) STRICT, WITHOUT ROWID;
CREATE TABLE challenges (
  id TEXT PRIMARY KEY,
  session_id TEXT NOT NULL,
  user_id INTEGER NOT NULL,
  username TEXT NOT NULL,
  radius_client_id INTEGER NOT NULL,
  opened_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
, task TEXT NOT NULL DEFAULT '{"kind":"oath-code","isFallback":false}') STRICT, WITHOUT ROWID;
CREATE TABLE former_users (
  user_id INTEGER PRIMARY KEY,
  username_key TEXT NOT NULL,
  last_attempt_id INTEGER NOT NULL
) STRICT;
CREATE TABLE gateways (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  position INTEGER NOT NULL,
  name TEXT NOT NULL COLLATE NOCASE UNIQUE,
  is_enabled INTEGER NOT NULL CHECK (is_enabled IN (0, 1)),
  country_codes TEXT NOT NULL CHECK (json_valid(country_codes)),
  senders TEXT NOT NULL CHECK (json_valid(senders)),
  number_format TEXT NOT NULL,
  timeout_seconds INTEGER NOT NULL,
  cost_note TEXT NOT NULL,
  connection TEXT NOT NULL CHECK (json_valid(connection)),
  password_reference TEXT,
  sealed_password BLOB,
  inbound_reference TEXT,
  sealed_inbound_secret BLOB,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1,
  CHECK ((password_reference IS NULL) = (sealed_password IS NULL)),
  CHECK ((inbound_reference IS NULL) = (sealed_inbound_secret IS NULL))
) STRICT;
CREATE TABLE mail_settings (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  value TEXT NOT NULL,
  sealed_password BLOB,
  revision INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL
) STRICT;
CREATE TABLE mail_templates (
  type TEXT NOT NULL,
  language TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (type, language)
) STRICT, WITHOUT ROWID;
CREATE TABLE mails (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  type TEXT NOT NULL,
  recipient TEXT NOT NULL,
  user_id INTEGER,
  state TEXT NOT NULL CHECK (state IN ('queued', 'sent', 'failed', 'expired')),
  try_count INTEGER NOT NULL DEFAULT 0,
  next_try_at INTEGER,
  finished_at INTEGER,
  problem TEXT NOT NULL DEFAULT '',
  reference TEXT NOT NULL,
  sealed_mail BLOB,
  CHECK ((state = 'queued') = (sealed_mail IS NOT NULL)),
  CHECK ((state = 'queued') = (next_try_at IS NOT NULL))
) STRICT;
CREATE TABLE message_codes (
  id TEXT PRIMARY KEY,
  session_id TEXT NOT NULL,
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  channel TEXT NOT NULL CHECK (channel IN ('text', 'email')),
  is_two_way INTEGER NOT NULL CHECK (is_two_way IN (0, 1)),
  recipient TEXT NOT NULL,
  code_hash TEXT NOT NULL,
  digits INTEGER NOT NULL,
  message_id TEXT NOT NULL,
  application_name TEXT NOT NULL,
  radius_client_id INTEGER,
  resend_key TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'superseded', 'spent', 'exhausted', 'replied', 'ended')),
  reply TEXT CHECK (reply IN ('right', 'wrong', 'pin-wrong', 'stop', 'fraud')),
  ended_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE TABLE messages (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  user_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
  username TEXT NOT NULL,
  channel TEXT NOT NULL CHECK (channel IN ('text', 'email')),
  recipient TEXT NOT NULL,
  language TEXT NOT NULL,
  application_name TEXT NOT NULL,
  sealed_text BLOB,
  state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sending', 'sent', 'delivered', 'failed', 'expired')),
  queued_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  gateway_id INTEGER,
  gateway_name TEXT NOT NULL DEFAULT '',
  reference TEXT NOT NULL DEFAULT '',
  problem TEXT NOT NULL DEFAULT '',
  sent_at INTEGER,
  delivered_at INTEGER,
  CHECK ((state IN ('queued', 'sending')) = (sealed_text IS NOT NULL))
) STRICT;
CREATE TABLE operator_audit (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE TABLE operator_sessions (
  id_hash TEXT PRIMARY KEY,
  operator_id INTEGER NOT NULL REFERENCES operators (id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  last_used_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
, address TEXT NOT NULL DEFAULT '') STRICT, WITHOUT ROWID;
CREATE TABLE operator_tokens (
  operator_id INTEGER PRIMARY KEY REFERENCES operators (id) ON DELETE CASCADE,
  reference TEXT NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('totp', 'hotp')),
  algorithm TEXT NOT NULL,
  digits INTEGER NOT NULL,
  period_seconds INTEGER NOT NULL CHECK (period_seconds >= 1),
  origin TEXT NOT NULL,
  sealed_seed BLOB NOT NULL,
  last_step INTEGER,
  drift_steps INTEGER NOT NULL DEFAULT 0,
  next_counter TEXT NOT NULL DEFAULT '00000000000000000000' CHECK (length(next_counter) = 20),
  added_at INTEGER NOT NULL,
  last_used_at INTEGER
) STRICT;
CREATE TABLE operators (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  last_sign_in_at INTEGER
, is_enabled INTEGER NOT NULL DEFAULT 1 CHECK (is_enabled IN (0, 1)), must_change_password INTEGER NOT NULL DEFAULT 0 CHECK (must_change_password IN (0, 1)), revision INTEGER NOT NULL DEFAULT 1) STRICT;
CREATE TABLE phone_calls (
  id TEXT PRIMARY KEY,
  session_id TEXT NOT NULL,
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  application_name TEXT NOT NULL,
  radius_client_id INTEGER,
  resend_key TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE TABLE pin_history (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  pin_hash TEXT NOT NULL,
  replaced_at INTEGER NOT NULL
) STRICT;
CREATE TABLE placed_calls (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  started_at INTEGER NOT NULL,
  ringing_at INTEGER,
  answered_at INTEGER,
  ended_at INTEGER NOT NULL,
  session_id TEXT NOT NULL,
  user_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
  username TEXT NOT NULL,
  application_name TEXT NOT NULL,
  phone TEXT NOT NULL CHECK (phone IN ('primary', 'backup', 'test')),
  number TEXT NOT NULL,
  extension TEXT NOT NULL,
  trunk_name TEXT NOT NULL,
  sent_from TEXT NOT NULL,
  sent_asserted_identity TEXT NOT NULL,
  sent_privacy TEXT NOT NULL,
  passed_over TEXT NOT NULL CHECK (json_valid(passed_over)),
  how TEXT NOT NULL,
  sip_status INTEGER,
  q850_cause INTEGER,
  words TEXT NOT NULL,
  result INTEGER,
  is_granted INTEGER CHECK (is_granted IN (0, 1)),
  sent_packets INTEGER NOT NULL,
  received_packets INTEGER NOT NULL,
  CHECK ((result IS NULL) = (is_granted IS NULL))
) STRICT;
CREATE TABLE pruning_permit (id INTEGER PRIMARY KEY) STRICT;
CREATE TABLE radius_clients (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  address TEXT NOT NULL COLLATE NOCASE UNIQUE,
  application_name TEXT NOT NULL,
  is_enabled INTEGER NOT NULL,
  requires_user_match INTEGER NOT NULL,
  enables_fallback_oath_token INTEGER NOT NULL,
  requires_message_authenticator INTEGER NOT NULL,
  first_factor TEXT NOT NULL,
  otp_entry TEXT NOT NULL,
  challenge_text TEXT NOT NULL,
  reject_text TEXT NOT NULL,
  accept_text TEXT NOT NULL,
  reply_attributes TEXT NOT NULL,
  secret_reference TEXT NOT NULL,
  sealed_secret BLOB NOT NULL,
  shared_secret_length INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1
, enables_security_questions INTEGER NOT NULL DEFAULT 0, allows_method_choice INTEGER NOT NULL DEFAULT 0, timeout_seconds INTEGER NOT NULL DEFAULT 60, trusted_ips TEXT NOT NULL DEFAULT '[]') STRICT;
CREATE TABLE received_texts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  gateway_name TEXT NOT NULL,
  from_number TEXT NOT NULL,
  user_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
  username TEXT NOT NULL,
  outcome TEXT NOT NULL
) STRICT;
CREATE TABLE restores (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, backed_up_at INTEGER NOT NULL) STRICT;
CREATE TABLE rollup_state (id INTEGER PRIMARY KEY CHECK (id = 1), sealed_until INTEGER NOT NULL) STRICT;
CREATE TABLE security_answers (
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  question_id INTEGER NOT NULL,
  language TEXT NOT NULL,
  answer_hash TEXT NOT NULL,
  set_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, question_id, language)
) STRICT, WITHOUT ROWID;
CREATE TABLE settings (section TEXT PRIMARY KEY, revision INTEGER NOT NULL, value TEXT NOT NULL, changed_at INTEGER, changed_by TEXT) STRICT, WITHOUT ROWID;
CREATE TABLE sqlite_sequence(name,seq);
CREATE TABLE tags (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  user_count INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE token_states (
  token_id INTEGER PRIMARY KEY REFERENCES tokens (id) ON DELETE CASCADE,
  last_step INTEGER,
  drift_steps INTEGER NOT NULL DEFAULT 0,
  next_counter TEXT NOT NULL DEFAULT '00000000000000000000' CHECK (length(next_counter) = 20),
  resync_factor TEXT CHECK (length(resync_factor) = 20),
  resync_at INTEGER,
  last_used_at INTEGER
) STRICT;
CREATE TABLE tokens (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  serial TEXT NOT NULL COLLATE NOCASE UNIQUE,
  type TEXT NOT NULL CHECK (type IN ('totp', 'hotp')),
  algorithm TEXT NOT NULL,
  digits INTEGER NOT NULL,
  period_seconds INTEGER NOT NULL CHECK (period_seconds >= 1),
  origin TEXT NOT NULL,
  is_enabled INTEGER NOT NULL CHECK (is_enabled IN (0, 1)),
  is_pending INTEGER NOT NULL CHECK (is_pending IN (0, 1)),
  user_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
  starts_at INTEGER,
  expires_at INTEGER,
  sealed_seed BLOB NOT NULL,
  manufacturer TEXT NOT NULL,
  model TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE trunks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  position INTEGER NOT NULL,
  name TEXT NOT NULL COLLATE NOCASE UNIQUE,
  is_enabled INTEGER NOT NULL CHECK (is_enabled IN (0, 1)),
  settings TEXT NOT NULL CHECK (json_valid(settings)),
  password_reference TEXT,
  sealed_password BLOB,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1,
  CHECK ((password_reference IS NULL) = (sealed_password IS NULL))
) STRICT;
CREATE TABLE user_counts (
  kind TEXT NOT NULL,
  value TEXT NOT NULL COLLATE NOCASE,
  count INTEGER NOT NULL,
  PRIMARY KEY (kind, value)
) STRICT, WITHOUT ROWID;
CREATE TABLE user_states (
  user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  failure_count INTEGER NOT NULL DEFAULT 0,
  first_failure_at INTEGER,
  long_term_failure_count INTEGER NOT NULL DEFAULT 0,
  locked_until INTEGER,
  is_locked_long_term INTEGER NOT NULL DEFAULT 0 CHECK (is_locked_long_term IN (0, 1)),
  last_wrong_fingerprint TEXT,
  last_wrong_at INTEGER,
  last_sign_in_at INTEGER,
  last_attempt_id INTEGER
, blocked_until INTEGER, bypass_until INTEGER) STRICT;
CREATE TABLE user_tags (
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  tag_id INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
  PRIMARY KEY (user_id, tag_id)
) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE user_words USING fts5 (
  words, content = '', contentless_delete = 1, detail = none, prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TABLE users (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  username TEXT NOT NULL,
  username_key TEXT NOT NULL UNIQUE,
  first_name TEXT NOT NULL,
  last_name TEXT NOT NULL,
  email TEXT NOT NULL,
  user_group TEXT NOT NULL,
  country_code TEXT NOT NULL,
  phone TEXT NOT NULL,
  extension TEXT NOT NULL,
  backup_country_code TEXT NOT NULL,
  backup_phone TEXT NOT NULL,
  backup_extension TEXT NOT NULL,
  method TEXT NOT NULL,
  mode TEXT NOT NULL,
  is_enabled INTEGER NOT NULL CHECK (is_enabled IN (0, 1)),
  password_hash TEXT,
  source TEXT NOT NULL,
  token_count INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1
, pin_hash TEXT, pin_set_at INTEGER, must_change_pin INTEGER NOT NULL DEFAULT 0 CHECK (must_change_pin IN (0, 1)), language TEXT NOT NULL DEFAULT '', enables_global_services INTEGER CHECK (enables_global_services IN (0, 1)), can_change_pin INTEGER CHECK (can_change_pin IN (0, 1)), can_change_phone INTEGER CHECK (can_change_phone IN (0, 1))) STRICT;
CREATE TABLE voice_messages (
  type TEXT NOT NULL,
  language TEXT NOT NULL,
  application_name TEXT NOT NULL COLLATE NOCASE,
  codes BLOB NOT NULL CHECK (length(codes) > 0),
  file_name TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL,
  PRIMARY KEY (type, language, application_name)
) STRICT;
CREATE TRIGGER attempts_unchangeable BEFORE UPDATE ON attempts BEGIN
  SELECT RAISE(ABORT, 'attempts are append-only');
END;
CREATE TRIGGER attempts_undeletable BEFORE DELETE ON attempts WHEN NOT EXISTS (SELECT 1 FROM pruning_permit) BEGIN
  SELECT RAISE(ABORT, 'attempts are append-only');
END;
CREATE TRIGGER operator_audit_unchangeable BEFORE UPDATE ON operator_audit BEGIN
  SELECT RAISE(ABORT, 'the operator audit log is append-only');
END;
CREATE TRIGGER operator_audit_undeletable BEFORE DELETE ON operator_audit BEGIN
  SELECT RAISE(ABORT, 'the operator audit log is append-only');
END;
CREATE TRIGGER tokens_deleted AFTER DELETE ON tokens WHEN OLD.user_id IS NOT NULL AND OLD.is_pending = 0 BEGIN
  UPDATE users SET token_count = token_count - 1 WHERE id = OLD.user_id;
END;
CREATE TRIGGER tokens_inserted AFTER INSERT ON tokens WHEN NEW.user_id IS NOT NULL AND NEW.is_pending = 0 BEGIN
  UPDATE users SET token_count = token_count + 1 WHERE id = NEW.user_id;
END;
CREATE TRIGGER tokens_made AFTER INSERT ON tokens BEGIN
  INSERT INTO token_states (token_id) VALUES (NEW.id);
END;
CREATE TRIGGER tokens_moved AFTER UPDATE OF user_id, is_pending ON tokens BEGIN
  UPDATE users SET token_count = token_count - 1 WHERE id = OLD.user_id AND OLD.is_pending = 0;
  UPDATE users SET token_count = token_count + 1 WHERE id = NEW.user_id AND NEW.is_pending = 0;
END;
CREATE TRIGGER user_tags_deleted AFTER DELETE ON user_tags BEGIN
  UPDATE tags SET user_count = user_count - 1 WHERE id = OLD.tag_id;
END;
CREATE TRIGGER user_tags_inserted AFTER INSERT ON user_tags BEGIN
  UPDATE tags SET user_count = user_count + 1 WHERE id = NEW.tag_id;
END;
CREATE TRIGGER users_count_changed AFTER UPDATE ON users BEGIN
  UPDATE user_counts SET count = count + 1 WHERE kind = 'version' AND value = '';
END;
CREATE TRIGGER users_count_deleted AFTER DELETE ON users BEGIN
  INSERT INTO user_counts (kind, value, count) VALUES ('version', '', 1), ('all', '', -1), ('disabled', '', OLD.is_enabled - 1),
    ('without-token', '', -(OLD.token_count = 0)), ('group', OLD.user_group, -1), ('method', OLD.method, -1)
    ON CONFLICT (kind, value) DO UPDATE SET count = count + excluded.count;
END;
CREATE TRIGGER users_count_enabled AFTER UPDATE OF is_enabled ON users WHEN OLD.is_enabled <> NEW.is_enabled BEGIN
  UPDATE user_counts SET count = count + OLD.is_enabled - NEW.is_enabled WHERE kind = 'disabled' AND value = '';
END;
CREATE TRIGGER users_count_group AFTER UPDATE OF user_group ON users WHEN OLD.user_group <> NEW.user_group BEGIN
  INSERT INTO user_counts (kind, value, count) VALUES ('group', OLD.user_group, -1), ('group', NEW.user_group, 1)
    ON CONFLICT (kind, value) DO UPDATE SET count = count + excluded.count;
END;
CREATE TRIGGER users_count_inserted AFTER INSERT ON users BEGIN
  INSERT INTO user_counts (kind, value, count) VALUES ('version', '', 1), ('all', '', 1), ('disabled', '', 1 - NEW.is_enabled),
    ('without-token', '', NEW.token_count = 0), ('group', NEW.user_group, 1), ('method', NEW.method, 1)
    ON CONFLICT (kind, value) DO UPDATE SET count = count + excluded.count;
END;
CREATE TRIGGER users_count_method AFTER UPDATE OF method ON users WHEN OLD.method <> NEW.method BEGIN
  INSERT INTO user_counts (kind, value, count) VALUES ('method', OLD.method, -1), ('method', NEW.method, 1)
    ON CONFLICT (kind, value) DO UPDATE SET count = count + excluded.count;
END;
CREATE TRIGGER users_count_tokens AFTER UPDATE OF token_count ON users
WHEN (OLD.token_count = 0) <> (NEW.token_count = 0) BEGIN
  UPDATE user_counts SET count = count - (OLD.token_count = 0) + (NEW.token_count = 0)
    WHERE kind = 'without-token' AND value = '';
END;
CREATE TRIGGER users_deleted AFTER DELETE ON users BEGIN
  DELETE FROM user_words WHERE rowid = OLD.id;
END;
CREATE TRIGGER users_inserted AFTER INSERT ON users BEGIN
  INSERT INTO user_states (user_id) VALUES (NEW.id);
  INSERT INTO user_words (rowid, words)
    VALUES (NEW.id, NEW.username || ' ' || NEW.first_name || ' ' || NEW.last_name || ' ' || NEW.email);
END;
CREATE TRIGGER users_left BEFORE DELETE ON users BEGIN
  INSERT INTO former_users (user_id, username_key, last_attempt_id)
    SELECT OLD.id, OLD.username_key, last_attempt_id FROM user_states
    WHERE user_id = OLD.id AND last_attempt_id IS NOT NULL;
END;
CREATE TRIGGER users_renamed AFTER UPDATE OF username, first_name, last_name, email ON users
WHEN OLD.username <> NEW.username OR OLD.first_name <> NEW.first_name OR OLD.last_name <> NEW.last_name OR OLD.email <> NEW.email
BEGIN
  INSERT OR REPLACE INTO user_words (rowid, words)
    VALUES (NEW.id, NEW.username || ' ' || NEW.first_name || ' ' || NEW.last_name || ' ' || NEW.email);
END;

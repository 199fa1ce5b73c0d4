import type { Migration } from '../migration.ts';

/**
 * blocked_until and bypass_until stand with the hot columns: a sign-in reads that row anyway. What they come from
 * has rows of its own in blocks and bypasses, which outlive their user.
 */
const USERS = `
ALTER TABLE users ADD COLUMN pin_hash TEXT;
ALTER TABLE users ADD COLUMN pin_set_at INTEGER;
ALTER TABLE users ADD COLUMN must_change_pin INTEGER NOT NULL DEFAULT 0 CHECK (must_change_pin IN (0, 1));
ALTER TABLE users ADD COLUMN language TEXT NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN enables_global_services INTEGER CHECK (enables_global_services IN (0, 1));
ALTER TABLE users ADD COLUMN can_change_pin INTEGER CHECK (can_change_pin IN (0, 1));
ALTER TABLE users ADD COLUMN can_change_phone INTEGER CHECK (can_change_phone IN (0, 1));
CREATE INDEX users_email ON users (email COLLATE NOCASE) WHERE email <> '';
ALTER TABLE user_states ADD COLUMN blocked_until INTEGER;
ALTER TABLE user_states ADD COLUMN bypass_until INTEGER;
CREATE INDEX user_states_blocked ON user_states (user_id) WHERE blocked_until IS NOT NULL;

CREATE TABLE pin_history (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  pin_hash TEXT NOT NULL,
  replaced_at INTEGER NOT NULL
) STRICT;
CREATE INDEX pin_history_user ON pin_history (user_id);
CREATE TABLE security_answers (
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  question_id INTEGER NOT NULL,
  language TEXT NOT NULL,
  answer_hash TEXT NOT NULL,
  set_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, question_id, language)
) STRICT, WITHOUT ROWID;
`;

const RULES = `
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
CREATE INDEX blocks_user ON blocks (user_id);
CREATE INDEX blocks_username ON blocks (username_key);
CREATE INDEX blocks_started ON blocks (started_at);
CREATE INDEX blocks_fraud ON blocks (started_at) WHERE cause = 'fraud';
CREATE INDEX blocks_running ON blocks (expires_at) WHERE is_blocking = 1 AND ended_at IS NULL;

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
CREATE INDEX bypasses_user ON bypasses (user_id);
CREATE INDEX bypasses_username ON bypasses (username_key);
CREATE INDEX bypasses_started ON bypasses (started_at);
CREATE INDEX bypasses_running ON bypasses (expires_at) WHERE ended_at IS NULL;

CREATE TABLE cached_grants (
  user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  authentication_type TEXT NOT NULL,
  application_name TEXT NOT NULL,
  calling_address TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (user_id, authentication_type, application_name, calling_address)
) STRICT, WITHOUT ROWID;
CREATE INDEX cached_grants_at ON cached_grants (at);
`;

/**
 * messages is the outbox and its own history: sealed_text is there only while it waits. Rows leave by number, oldest
 * first. message_codes holds what a message asks for: the code's HMAC, never the code.
 */
const MESSAGES = `
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
CREATE INDEX messages_user ON messages (user_id, queued_at);
CREATE INDEX messages_unsent ON messages (expires_at) WHERE state IN ('queued', 'sending');
CREATE INDEX messages_reference ON messages (reference) WHERE reference <> '';

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
CREATE INDEX message_codes_user ON message_codes (user_id);
CREATE INDEX message_codes_recipient ON message_codes (recipient) WHERE is_two_way = 1;
CREATE INDEX message_codes_expires ON message_codes (expires_at);

CREATE TABLE received_texts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  gateway_name TEXT NOT NULL,
  from_number TEXT NOT NULL,
  user_id INTEGER REFERENCES users (id) ON DELETE SET NULL,
  username TEXT NOT NULL,
  outcome TEXT NOT NULL
) STRICT;
CREATE INDEX received_texts_user ON received_texts (user_id) WHERE user_id IS NOT NULL;
`;

const OTHERS = `
ALTER TABLE challenges ADD COLUMN task TEXT NOT NULL DEFAULT '{"kind":"oath-code","isFallback":false}';
ALTER TABLE attempts ADD COLUMN gateway_name TEXT NOT NULL DEFAULT '';
ALTER TABLE radius_clients ADD COLUMN enables_security_questions INTEGER NOT NULL DEFAULT 0;
ALTER TABLE radius_clients ADD COLUMN allows_method_choice INTEGER NOT NULL DEFAULT 0;
ALTER TABLE radius_clients ADD COLUMN timeout_seconds INTEGER NOT NULL DEFAULT 60;
ALTER TABLE radius_clients ADD COLUMN trusted_ips TEXT NOT NULL DEFAULT '[]';
`;

export const methods: Migration = {
  version: 60,
  up: (connection) => {
    connection.exec(USERS);
    connection.exec(RULES);
    connection.exec(MESSAGES);
    connection.exec(OTHERS);
  },
};

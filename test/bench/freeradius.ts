/**
 * FreeRADIUS 3.2 with rlm_totp on loopback, as the measure beside which this engine runs. Without a log and
 * without replay protection; or with an SQLite post-auth row for each answer.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export type FreeRadius = { readonly port: number; stop(): Promise<void> };
export type FreeRadiusOptions = {
  readonly port: number;
  readonly sharedSecret: string;
  /** Base32; one seed for everybody. */
  readonly seedBase32: string;
  /** Writes one row to SQLite for each answer, as rlm_sql does. */
  readonly hasPostAuthRow: boolean;
};

const SQL_MODULE = (folder: string) => `
sql {
  driver = "rlm_sql_sqlite"
  sqlite {
    filename = "${folder}/postauth.db"
    busy_timeout = 1000
    bootstrap = "${folder}/schema.sql"
  }
  dialect = "sqlite"
  radius_db = "radius"
  pool {
    start = 1
    min = 1
    max = 4
    spare = 1
    uses = 0
    lifetime = 0
    idle_timeout = 0
    connect_timeout = 3
  }
  sql_user_name = "%{User-Name}"
  postauth_table = "radpostauth"
  post-auth {
    query = "INSERT INTO radpostauth (username, reply, authdate) VALUES ('%{SQL-User-Name}', '%{reply:Packet-Type}', '%S')"
  }
}`;

const CONFIG = (folder: string, options: FreeRadiusOptions) => `
prefix = /usr
libdir = /usr/lib/freeradius
logdir = ${folder}
run_dir = ${folder}
name = bench
max_request_time = 30
cleanup_delay = 5
max_requests = 65536
pidfile = ${folder}/bench.pid
log {
  destination = files
  file = ${folder}/radius.log
  auth = no
}
security {
  max_attributes = 200
  reject_delay = 0
  status_server = no
  allow_vulnerable_openssl = yes
}
thread pool {
  start_servers = 4
  max_servers = 4
  min_spare_servers = 1
  max_spare_servers = 4
  max_requests_per_server = 0
  max_queue_size = 65536
}
client bench {
  ipaddr = 127.0.0.1
  secret = ${options.sharedSecret}
}
modules {
  totp {
  }
  ${options.hasPostAuthRow ? SQL_MODULE(folder) : ''}
}
server bench {
  listen {
    type = auth
    ipaddr = 127.0.0.1
    port = ${options.port}
  }
  authorize {
    update control {
      &TOTP-Secret := "${options.seedBase32}"
      &Auth-Type := TOTP
    }
    update request {
      &TOTP-Password := "%{User-Password}"
    }
  }
  authenticate {
    Auth-Type TOTP {
      totp
    }
  }
  post-auth {
    ${options.hasPostAuthRow ? 'sql' : ''}
  }
}
`;

const SCHEMA = 'CREATE TABLE radpostauth (id INTEGER PRIMARY KEY, username TEXT, reply TEXT, authdate TEXT);\n';

/** Starts the server and waits until it listens. The port must be free. */
export async function startFreeRadius(options: FreeRadiusOptions): Promise<FreeRadius> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-freeradius-'));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'schema.sql'), SCHEMA);
  writeFileSync(join(folder, 'radiusd.conf'), CONFIG(folder, options));
  const child = spawn('freeradius', ['-f', '-l', 'stdout', '-d', folder, '-D', '/usr/share/freeradius', '-n', 'radiusd'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  await Promise.race([sleep(1500), once(child, 'exit')]);
  if (child.exitCode !== null) throw new Error(`freeradius ended with ${child.exitCode}: ${output}`);
  return {
    port: options.port,
    async stop() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

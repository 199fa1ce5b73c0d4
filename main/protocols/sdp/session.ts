// Session descriptions, RFC 8866 §5: the lines v o s c t m a, which a voice call needs. Left out: i u e p b r z k (skipped), multicast.

/** RFC 8866 §5.7; the address is a text as it stood, an IP address or a host name. */
export type SdpConnection = { readonly family: 'IP4' | 'IP6'; readonly address: string };

/** RFC 8866 §5.13: a property (`a=inactive`) has no value. */
export type SdpAttribute = { readonly name: string; readonly value?: string };

/** RFC 8866 §5.2. Id and version are digits too many for a number, so texts. */
export type SdpOrigin = {
  readonly username: string;
  readonly sessionId: string;
  readonly version: string;
  readonly connection: SdpConnection;
};

/** RFC 8866 §5.14. */
export type SdpMedia = {
  readonly kind: string;
  readonly port: number;
  readonly protocol: string;
  readonly formats: readonly string[];
  readonly connection?: SdpConnection;
  readonly attributes: readonly SdpAttribute[];
};

export type SdpSession = {
  readonly origin: SdpOrigin;
  readonly connection?: SdpConnection;
  readonly attributes: readonly SdpAttribute[];
  readonly media: readonly SdpMedia[];
};

export type SdpRefusal = 'sdp-too-long' | 'sdp-version' | 'sdp-line' | 'sdp-origin' | 'sdp-connection' | 'sdp-media';

/** Characters; ours: an INVITE with all that phones offer stays under 8 KiB. */
const TEXT_MAX_CHARACTERS = 64 * 1024;
/** Lines; ours. */
const LINES_MAX = 1000;
const PORT_MAX = 65_535;

type OpenMedia = { -readonly [Key in keyof SdpMedia]: SdpMedia[Key] } & { attributes: SdpAttribute[] };

/**
 * The session in `text`, or why it is none. Lines may end in LF alone, and their order is not checked beyond `v=`
 * first: several PBXs err in both. Whatever the text, it answers one of the two.
 */
export function parseSession(text: string): SdpSession | SdpRefusal {
  if (text.length > TEXT_MAX_CHARACTERS) return 'sdp-too-long';
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line !== '');
  if (lines.length > LINES_MAX) return 'sdp-too-long';
  if (lines[0]?.trimEnd() !== 'v=0') return 'sdp-version';

  let origin: SdpOrigin | undefined;
  let connection: SdpConnection | undefined;
  const attributes: SdpAttribute[] = [];
  const media: OpenMedia[] = [];
  for (const line of lines.slice(1)) {
    if (!/^[a-z]=/.test(line)) return 'sdp-line';
    const value = line.slice(2).trim();
    const open = media.at(-1);
    switch (line[0]) {
      case 'o':
        origin = parseOrigin(value);
        if (origin === undefined) return 'sdp-origin';
        break;
      case 'c': {
        const parsed = parseConnection(value);
        if (parsed === undefined) return 'sdp-connection';
        if (open === undefined) connection = parsed;
        else open.connection = parsed;
        break;
      }
      case 'm': {
        const parsed = parseMedia(value);
        if (parsed === undefined) return 'sdp-media';
        media.push(parsed);
        break;
      }
      case 'a':
        (open?.attributes ?? attributes).push(parseAttribute(value));
        break;
      default:
    }
  }
  if (origin === undefined) return 'sdp-origin';
  return { origin, ...(connection !== undefined && { connection }), attributes, media };
}

/** The text of a session, lines ended by CR LF. Throws RangeError for a value that no line can hold. */
export function formatSession(session: SdpSession): string {
  const { origin, connection, attributes, media } = session;
  const lines = [
    'v=0',
    `o=${origin.username} ${origin.sessionId} ${origin.version} ${connectionText(origin.connection)}`,
    's=-',
    ...(connection === undefined ? [] : [`c=${connectionText(connection)}`]),
    't=0 0',
    ...attributes.map(attributeLine),
    ...media.flatMap((one) => [
      `m=${one.kind} ${one.port} ${one.protocol} ${one.formats.join(' ')}`,
      ...(one.connection === undefined ? [] : [`c=${connectionText(one.connection)}`]),
      ...one.attributes.map(attributeLine),
    ]),
  ];
  // A line break in a value would be a line of somebody else's.
  if (lines.some((line) => /[\r\n\0]/.test(line))) throw new RangeError('line break in a value of a session description');
  return `${lines.join('\r\n')}\r\n`;
}

/** The value of the first attribute called `name`: '' for a property, undefined where there is none. */
export function attributeValue(attributes: readonly SdpAttribute[], name: string): string | undefined {
  const found = attributes.find((attribute) => attribute.name === name);
  return found === undefined ? undefined : (found.value ?? '');
}

export function attributeValues(attributes: readonly SdpAttribute[], name: string): readonly string[] {
  return attributes.filter((attribute) => attribute.name === name).map(({ value }) => value ?? '');
}

function parseOrigin(value: string): SdpOrigin | undefined {
  const [username, sessionId, version, ...rest] = value.split(/ +/);
  const connection = parseConnection(rest.join(' '));
  if (username === undefined || sessionId === undefined || version === undefined || connection === undefined) return undefined;
  return { username, sessionId, version, connection };
}

/** `IN IP4 192.0.2.1`; what stands after a slash is of multicast and cut off. */
function parseConnection(value: string): SdpConnection | undefined {
  const match = /^IN +(IP4|IP6) +([^ /]+)(?:\/\S*)?$/i.exec(value);
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  return { family: match[1].toUpperCase() === 'IP6' ? 'IP6' : 'IP4', address: match[2] };
}

function parseMedia(value: string): OpenMedia | undefined {
  const match = /^(\S+) +(\d{1,5})(?:\/\d+)? +(\S+)((?: +\S+)*)$/.exec(value);
  if (match?.[1] === undefined || match[3] === undefined) return undefined;
  const port = Number(match[2]);
  if (port > PORT_MAX) return undefined;
  const formats = (match[4] ?? '').split(' ').filter((format) => format !== '');
  return { kind: match[1].toLowerCase(), port, protocol: match[3].toUpperCase(), formats, attributes: [] };
}

function parseAttribute(value: string): SdpAttribute {
  const colon = value.indexOf(':');
  return colon === -1 ? { name: value } : { name: value.slice(0, colon), value: value.slice(colon + 1) };
}

function connectionText(connection: SdpConnection): string {
  return `IN ${connection.family} ${connection.address}`;
}

function attributeLine({ name, value }: SdpAttribute): string {
  return value === undefined ? `a=${name}` : `a=${name}:${value}`;
}

/**
 * A secret's bytes, which cannot be printed, logged or sent by mistake: it reads as [secret] in text and in
 * inspection and refuses to become JSON. Without it one careless log line would hold a seed.
 */
export class Secret {
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  static fromText(text: string): Secret {
    return new Secret(new TextEncoder().encode(text));
  }

  /** The bytes themselves; the caller must not keep or change them. */
  reveal(): Uint8Array {
    return this.#bytes;
  }

  get lengthBytes(): number {
    return this.#bytes.length;
  }

  /** Overwrites the bytes; reveal() answers zeros from then on. */
  wipe(): void {
    this.#bytes.fill(0);
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): never {
    throw new TypeError('a Secret has no JSON form');
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[secret]';
  }
}

/** Bytes of a small file as base64, in parts: an argument list has its limits. */
export function bytesToBase64(bytes: Uint8Array): string {
  const PART_BYTES = 8192;
  let text = '';
  for (let at = 0; at < bytes.length; at += PART_BYTES) text += String.fromCharCode(...bytes.subarray(at, at + PART_BYTES));
  return btoa(text);
}

export function base64ToBytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

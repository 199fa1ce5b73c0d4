import type { ReactNode } from 'react';
import { encode } from 'uqr';
import classes from './QrCode.module.css';

/** `text` as a QR code, drawn as one path: dark modules on white, with the quiet zone that scanners need. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }): ReactNode {
  // ISO/IEC 18004: a quiet zone of four modules.
  const { size, data } = encode(text, { ecc: 'M', border: 4 });
  const path = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <svg viewBox={`0 0 ${size} ${size}`} className={classes.qr} role="img" aria-label={label} shapeRendering="crispEdges">
      <path d={path} fill="#000" />
    </svg>
  );
}

import { type ReactNode, useState } from 'react';
import type { Bypass } from '../../../shared/schemas/rule.ts';
import type { User } from '../../../shared/schemas/user.ts';
import { BypassForm } from '../../parts/help-desk/BypassForm.tsx';
import { TellUser } from '../../parts/help-desk/TellUser.tsx';
import { bypassWords } from '../../parts/help-desk/tell-words.ts';

/** Starts a one-time bypass, then says what to tell the user. */
export function BypassPanel({ user, onClose }: { readonly user: User; readonly onClose: () => void }): ReactNode {
  const [started, setStarted] = useState<Bypass>();
  if (started !== undefined) return <TellUser words={bypassWords(started)} onClose={onClose} />;
  return <BypassForm userId={user.id} onStarted={setStarted} onClose={onClose} />;
}

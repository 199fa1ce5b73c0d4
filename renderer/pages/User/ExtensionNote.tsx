import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSetting } from '../../parts/help-desk/use-setting.ts';
import { extensionUse } from '../../parts/phone-extension.ts';
import { formatNumber } from '../../ui/time.ts';
import { Note } from './PhoneNote.tsx';

/** What an extension does once the phone is answered: "dials 2, waits 1 s, dials 34". */
export function ExtensionNote({ extension }: { readonly extension: string }): ReactNode {
  const { t, i18n } = useTranslation('user');
  const prompt = useSetting('phone-call')?.extensionPrompt;
  const use = extensionUse(extension, prompt);
  if (use === undefined) return null;
  if (use.kind === 'announced') {
    return use.digits === '' ? (
      <Note isWarning text={t('phone.extension.nothing')} />
    ) : (
      <Note text={t('phone.extension.announced', { digits: use.digits })} />
    );
  }
  const steps = use.steps.map((step) =>
    step.kind === 'dials'
      ? t('phone.extension.dials', { keys: step.keys })
      : t('phone.extension.waits', { seconds: formatNumber(step.seconds) }),
  );
  const list = new Intl.ListFormat(i18n.language, { type: 'unit', style: 'short' }).format(steps);
  return <Note text={t(use.asksForHash ? 'phone.extension.thenAsks' : 'phone.extension.dialled', { steps: list })} />;
}

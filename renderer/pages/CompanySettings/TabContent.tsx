import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageTextKey } from '../../../shared/message-texts.ts';
import { PHONE_TEXT_KEYS } from '../../../shared/message-texts.ts';
import { METHOD_MODES, METHODS } from '../../../shared/methods.ts';
import type { MethodChoice } from '../../../shared/schemas/method-settings.ts';
import type { StoredSettings } from '../../../shared/schemas/settings.ts';
import { SettingsSection, type SettingsSectionProps } from '../../parts/settings/SettingsSection.tsx';
import type { StoredSection } from '../../parts/settings/use-section-form.ts';
import { entriesOf } from '../../parts/settings/values.ts';
import type { SettingsTab } from '../../parts/settings-catalogue.ts';
import { MessageTexts } from './MessageTexts.tsx';
import { MethodWords } from './MethodWords.tsx';
import { Questions } from './Questions.tsx';
import type { Question } from './questions.ts';
import type { SettingsSearch } from './search.ts';

/** Sections of each tab that are forms, in order. */
const SECTIONS_OF_TAB = {
  general: ['user-defaults', 'pin-rules', 'console', 'operators'],
  'username-resolution': ['username-resolution'],
  'text-message': ['text-message', 'email-codes', 'method-choice'],
  'oath-text': [],
  'security-questions': ['security-questions'],
  oath: ['oath'],
  reports: ['log'],
} as const satisfies Record<SettingsTab, readonly StoredSection['section'][]>;

const SENT_PROMPTS: readonly MessageTextKey[] = ['text-sent', 'text-sent-pin', 'email-sent', 'email-sent-pin', 'method-choice'];
const TOKEN_PROMPTS: readonly MessageTextKey[] = ['oath-standard', 'oath-pin', 'fallback-oath'];
const PIN_PROMPTS: readonly MessageTextKey[] = [
  'new-pin',
  'confirm-pin',
  'pin-expired',
  'pin-length',
  'pin-all-same-digits',
  'pin-sequential-digits',
  'pin-subset-of-phone',
  'pin-history-duplicate',
  'pin-mismatch',
  'pin-retry',
];

type Props = {
  readonly name: SettingsTab;
  readonly settings: readonly StoredSettings[];
  readonly isActive: boolean;
  readonly search: SettingsSearch;
  readonly onSearch: (change: Partial<SettingsSearch>) => void;
};

export function TabContent({ name, settings, isActive, search, onSearch }: Props): ReactNode {
  const { t } = useTranslation('settings');
  // The texts are what the old console's tabs of these names are about.
  const texts = <Texts name={name} settings={settings} isActive={isActive} search={search} onSearch={onSearch} />;
  return (
    <>
      {name === 'security-questions' ? null : texts}
      {SECTIONS_OF_TAB[name].map((section) => {
        const stored = settings.find((each) => each.section === section);
        if (stored === undefined || stored.section === 'radius-listeners') return null;
        return (
          <SettingsSection
            key={section}
            stored={stored}
            title={t(`section.${section}`)}
            text={t(`sectionText.${section}`) || undefined}
            entries={entriesOf(section).filter((entry) => entry.to === '/settings')}
            pointedAt={isActive ? search.setting : undefined}
            hides={isHidden}
            controls={ownControl}
          />
        );
      })}
      {name === 'security-questions' ? texts : null}
    </>
  );
}

function Texts({ name, settings, isActive, search, onSearch }: Props): ReactNode {
  const { t } = useTranslation('messages');
  const stored = settings.find((each) => each.section === 'message-texts');
  if (stored?.section !== 'message-texts') return null;
  const shared = { stored, isActive, search, onSearch };
  if (name === 'text-message') {
    return (
      <MessageTexts
        {...shared}
        title={t('title')}
        text={t('text')}
        groups={[
          { title: t('group.phone'), keys: PHONE_TEXT_KEYS },
          { title: t('group.sent'), keys: SENT_PROMPTS },
        ]}
      />
    );
  }
  if (name === 'oath-text') {
    return (
      <MessageTexts
        {...shared}
        title={t('promptTitle')}
        text={t('promptText')}
        groups={[
          { title: t('group.token'), keys: TOKEN_PROMPTS },
          { title: t('group.pin'), keys: PIN_PROMPTS },
        ]}
      />
    );
  }
  if (name !== 'security-questions') return null;
  return (
    <MessageTexts
      {...shared}
      title={t('questionTitle')}
      text={t('questionText')}
      groups={[{ title: t('group.question'), keys: ['security-question'] }]}
    />
  );
}

/** What does not matter with the other values. */
const isHidden: NonNullable<SettingsSectionProps['hides']> = (name, values) => {
  if (name === 'automaticResyncSeconds') return values.isAutomaticResyncEnabled === false;
  if (name === 'homeCountryCodes') return values.enablesGlobalServices === true;
  const method = METHODS.find((each) => each === values.method);
  return name === 'mode' && method !== undefined && METHOD_MODES[method].length < 2;
};

const ownControl: NonNullable<SettingsSectionProps['controls']> = (name, { value, error, isDisabled, onChange }) => {
  const list = Array.isArray(value) ? value : [];
  // The form holds what the section's schema describes.
  if (name === 'words')
    return ({ id }) => (
      <MethodWords id={id} words={list as MethodChoice['words']} error={error} isDisabled={isDisabled} onChange={onChange} />
    );
  if (name === 'questions')
    return ({ id }) => (
      <Questions id={id} questions={list as Question[]} error={error} isDisabled={isDisabled} onChange={onChange} />
    );
  return undefined;
};

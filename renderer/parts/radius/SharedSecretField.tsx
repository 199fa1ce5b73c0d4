import { ActionIcon, Button, CopyButton, Group, Text, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCopy } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PasswordField } from '../PasswordField.tsx';
import { generateSharedSecret, isShortSecret } from './shared-secret.ts';

/** The old server's "Shared secret": typed, or made here and copied before it is saved; never shown afterwards. */
export function SharedSecretField({
  value,
  error,
  storedLength,
  onChange,
}: {
  readonly value: string;
  readonly error?: ReactNode;
  /** Characters of the stored secret, which an empty field keeps; absent for a new client. */
  readonly storedLength?: number;
  readonly onChange: (value: string) => void;
}): ReactNode {
  const { t } = useTranslation('radius');
  const { t: common } = useTranslation('common');
  const [isShown, setShown] = useState(false);
  const [generated, setGenerated] = useState('');
  const length = value === '' ? (storedLength ?? 0) : value.length;
  const generate = () => {
    const secret = generateSharedSecret();
    setGenerated(secret);
    setShown(true);
    onChange(secret);
  };
  return (
    <div>
      <Group gap={8} align="flex-end" wrap="nowrap">
        <PasswordField
          flex={1}
          label={t('field.sharedSecret')}
          required={storedLength === undefined}
          withAsterisk={storedLength === undefined}
          autoComplete="new-password"
          placeholder={storedLength === undefined ? '' : t('field.sharedSecretStored', { count: storedLength })}
          styles={value === '' ? {} : { innerInput: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          value={value}
          visible={isShown}
          onVisibilityChange={setShown}
          onChange={(event) => onChange(event.currentTarget.value)}
          error={error !== undefined && error !== null}
        />
        {value === '' ? null : (
          <CopyButton value={value}>
            {({ copied, copy }) => (
              <Tooltip label={copied ? common('copied') : t('field.copySecret')}>
                <ActionIcon variant="default" size={36} onClick={copy} aria-label={t('field.copySecret')}>
                  {copied ? <IconCheck size={18} /> : <IconCopy size={18} />}
                </ActionIcon>
              </Tooltip>
            )}
          </CopyButton>
        )}
        <Button variant="default" h={36} onClick={generate}>
          {t('field.generate')}
        </Button>
      </Group>
      <div role="status">
        {error ? (
          <Text size="sm" c="var(--mantine-color-error)" mt={4}>
            {error}
          </Text>
        ) : null}
        {isShortSecret(length) ? (
          <Text size="sm" c="var(--app-pending)" mt={4}>
            <IconAlertTriangle size={14} aria-hidden style={{ verticalAlign: '-2px', marginInlineEnd: 4 }} />
            {t('field.secretShort', { count: length })}
          </Text>
        ) : null}
        {value !== '' && value === generated ? (
          <Text size="sm" c="dimmed" mt={4}>
            {t('field.copyNow')}
          </Text>
        ) : null}
      </div>
    </div>
  );
}

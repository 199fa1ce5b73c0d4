import { Button, Text } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../bridge/use-command.ts';
import { useMay } from '../../bridge/use-session.ts';
import { CommandError, notifyError } from '../../parts/errors.tsx';
import { useSetting } from '../../parts/help-desk/use-setting.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { CopyField } from '../../ui/CopyField.tsx';
import { LinkText } from '../../ui/links.tsx';
import { Section } from '../../ui/Page.tsx';
import type { ListedGateway } from './health.ts';

/** The address that the service calls with replies and receipts: holds a secret, shown once. */
export function InboundAddress({ gateway }: { readonly gateway: ListedGateway }): ReactNode {
  const { t } = useTranslation('gateways');
  const mayChange = useMay('administer');
  const inbound = useSetting('inbound-texts');
  const make = useCommand('gateways.newInboundAddress');
  const [isAsking, setAsking] = useState(false);
  const path = make.data?.path;
  const isTaken = gateway.connection.kind === 'http' && gateway.connection.inbound.isEnabled;
  const run = () => make.mutate({ id: gateway.id }, { onSuccess: () => setAsking(false), onError: notifyError });
  return (
    <Section title={t('address.title')} description={t('address.text')}>
      {inbound !== undefined && !inbound.isEnabled ? (
        <Text size="sm" c="var(--app-pending)" mb={8}>
          {t('address.off')}{' '}
          <LinkText to="/gateways" search={{ tab: 'inbound' }} underline="always">
            {t('address.switchOn')}
          </LinkText>
        </Text>
      ) : null}
      {isTaken ? null : (
        <Text size="sm" c="dimmed" mb={8}>
          {t('address.notTaken')}
        </Text>
      )}
      {path !== undefined ? (
        <>
          <CopyField value={`${baseOf(inbound)}${path}`} label={t('address.label')} />
          <Text size="sm" c="dimmed">
            {t('address.once')}
          </Text>
        </>
      ) : (
        <Text size="sm">{t(gateway.hasInboundSecret ? 'address.made' : 'address.none')}</Text>
      )}
      {mayChange ? (
        <Button
          mt={8}
          variant="default"
          leftSection={<IconLink size={16} />}
          loading={make.isPending}
          onClick={gateway.hasInboundSecret ? () => setAsking(true) : run}
        >
          {t(gateway.hasInboundSecret ? 'address.again' : 'address.make')}
        </Button>
      ) : null}
      <ConfirmDialog
        isOpen={isAsking}
        title={t('address.confirmTitle')}
        confirmLabel={t('address.confirm')}
        isBusy={make.isPending}
        error={<CommandError error={make.error} />}
        onConfirm={run}
        onClose={() => setAsking(false)}
      >
        {t('address.confirmText')}
      </ConfirmDialog>
    </Section>
  );
}

/** What stands before the path: the public address of the settings, or where the server listens. */
function baseOf(inbound: { readonly publicUrl: string; readonly address: string; readonly port: number } | undefined): string {
  if (inbound === undefined) return '';
  if (inbound.publicUrl !== '') return inbound.publicUrl.replace(/\/+$/, '');
  const host = inbound.address.includes(':') ? `[${inbound.address}]` : inbound.address;
  return `http://${host}:${inbound.port}`;
}

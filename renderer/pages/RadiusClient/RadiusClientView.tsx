import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconDots, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RadiusClient } from '../../../shared/schemas/radius.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useMay } from '../../bridge/use-session.ts';
import { TestSection } from '../../parts/radius/TestSection.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { LinkButton } from '../../ui/links.tsx';
import { Page } from '../../ui/Page.tsx';
import { useNow } from '../../ui/RelativeTime.tsx';
import { formatRelative } from '../../ui/time.ts';
import { ActivitySection } from './ActivitySection.tsx';
import { DeleteClientDialog } from './DeleteClientDialog.tsx';
import { GuideSection } from './GuideSection.tsx';
import classes from './RadiusClient.module.css';
import { RadiusClientForm } from './RadiusClientForm.tsx';

/** Left what was configured, right what the client really does. */
export function RadiusClientView({
  client,
  onReload,
}: {
  readonly client: RadiusClient;
  readonly onReload: () => Promise<RadiusClient | undefined>;
}): ReactNode {
  const { t } = useTranslation('radius');
  const mayChange = useMay('administer');
  const now = useNow();
  const [isDeleting, setDeleting] = useState(false);
  const [isDirty, setDirty] = useState(false);
  const activity = useQueryOf('radiusClients.activity', { id: client.id });
  const own = activity.data?.find(({ clientId }) => clientId === client.id);
  const facts = [
    { key: 'address', text: t('client.addressFact', { address: client.address }) },
    ...(client.isEnabled ? [] : [{ key: 'disabled', text: t('disabledMark') }]),
    { key: 'changed', text: `${t('client.changed')} ${formatRelative(client.updatedAt, Math.max(now, client.updatedAt))}` },
  ];
  return (
    <Page
      title={client.name}
      facts={<Facts facts={facts} />}
      actions={
        <>
          <LinkButton to="/radius" variant="default">
            {t('client.list')}
          </LinkButton>
          <LinkButton
            to="/log"
            search={{ applicationName: client.applicationName === '' ? client.name : client.applicationName }}
            variant="default"
          >
            {t('client.log')}
          </LinkButton>
          {mayChange ? <More onDelete={() => setDeleting(true)} /> : null}
        </>
      }
    >
      <div className={classes.columns}>
        <RadiusClientForm client={client} isSent={own?.sendsMessageAuthenticator} onReload={onReload} onDirty={setDirty} />
        <div className={classes.right}>
          <ActivitySection query={activity} activity={own} />
          {mayChange ? <TestSection client={client} hasUnsaved={isDirty} /> : null}
          <GuideSection client={client} />
        </div>
      </div>
      <DeleteClientDialog client={isDeleting ? client : undefined} onClose={() => setDeleting(false)} />
    </Page>
  );
}

function More({ onDelete }: { readonly onDelete: () => void }): ReactNode {
  const { t } = useTranslation('radius');
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Tooltip label={t('client.more')}>
          <ActionIcon variant="default" size={30} aria-label={t('client.more')}>
            <IconDots size={18} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item c="var(--mantine-color-error)" leftSection={<IconTrash size={16} />} onClick={onDelete}>
          {t('client.delete')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

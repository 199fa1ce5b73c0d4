import { Button, Group, Progress, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatPercent } from '../../ui/time.ts';
import classes from './TokenImport.module.css';
import type { Work } from './wizard-state.ts';

/** What is going on, how far it is, and a way to stop it where stopping is possible. */
export function WorkLine({ work, onStop }: { readonly work: Work | undefined; readonly onStop: () => void }): ReactNode {
  const { t } = useTranslation('import');
  if (work === undefined) return null;
  const share = 'share' in work ? work.share : 1;
  const text =
    'share' in work ? t(`work.${work.kind}`, { share: formatPercent(Math.round(share * 100) / 100) }) : t(`work.${work.kind}`);
  return (
    <div className={classes.work}>
      <Group justify="space-between" mb={4} mih={30}>
        <Text size="sm" role="status">
          {text}
        </Text>
        {work.kind === 'committing' ? null : (
          <Button variant="default" size="compact-xs" onClick={onStop}>
            {t('work.stop')}
          </Button>
        )}
      </Group>
      <Progress value={share * 100} striped={!('share' in work)} animated={!('share' in work)} size="sm" aria-label={text} />
    </div>
  );
}

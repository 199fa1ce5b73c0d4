import { Alert, Button, Modal, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconShieldCheck } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { QueryError } from '../../parts/errors.tsx';
import { CopyField } from '../../ui/CopyField.tsx';
import { LoadingRows } from '../../ui/Page.tsx';
import { formatNumber } from '../../ui/time.ts';

/** Checks the whole hash chain of the operator log, now, and says what was found. */
export function VerifyChain(): ReactNode {
  const { t } = useTranslation('logging');
  const { t: common } = useTranslation('common');
  const [isOpen, setOpen] = useState(false);
  const verified = useQueryOf('audit.verify', undefined, { isEnabled: isOpen, keepsPrevious: false });
  const open = () => {
    if (verified.data !== undefined) void verified.refetch();
    setOpen(true);
  };
  const result = verified.isFetching ? undefined : verified.data;
  return (
    <>
      <Button variant="default" leftSection={<IconShieldCheck size={16} />} onClick={open}>
        {t('audit.verify')}
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={t('audit.verify')}
        size={560}
        centered
        closeButtonProps={{ 'aria-label': common('close') }}
      >
        <Stack gap={12}>
          {verified.isError ? <QueryError query={verified} /> : null}
          {verified.isFetching ? <LoadingRows rows={2} /> : null}
          {result === undefined ? null : (
            <Alert
              role="status"
              color={result.isIntact ? 'teal' : 'red'}
              variant="light"
              p={12}
              icon={result.isIntact ? <IconShieldCheck size={18} /> : <IconAlertTriangle size={18} />}
              title={
                result.isIntact
                  ? t('audit.intact', { count: result.checkedCount, formatted: formatNumber(result.checkedCount) })
                  : t('audit.broken', { row: String(result.brokenAtId ?? '') })
              }
            >
              {t(result.isIntact ? 'audit.intactText' : 'audit.brokenText')}
            </Alert>
          )}
          {result?.isIntact === true ? (
            <div>
              <Text size="sm" c="dimmed">
                {t('audit.head')}
              </Text>
              <CopyField label={t('audit.head')} value={result.headHash} />
            </div>
          ) : null}
        </Stack>
      </Modal>
    </>
  );
}

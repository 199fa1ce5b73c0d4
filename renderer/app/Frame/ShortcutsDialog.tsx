import { Kbd, Modal, Stack, Table, Title } from '@mantine/core';
import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useOpenSections } from './use-open-sections.ts';

type Row = { readonly keys: readonly string[]; readonly between: string; readonly text: string };

/** Every key of the console; the sections are those that the role may open. */
export function ShortcutsDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation(['frame', 'common']);
  const sections = useOpenSections();
  const row = (text: string, keys: readonly string[], between = '+'): Row => ({ text, keys, between });
  const groups = [
    {
      title: t('shortcuts.anywhere'),
      rows: [
        row(t('shortcuts.search'), ['Ctrl', 'K']),
        row(t('shortcuts.help'), ['F1', '?'], '/'),
        row(t('shortcuts.list'), ['/']),
        row(t('shortcuts.show'), ['Ctrl', '/']),
      ],
    },
    {
      title: t('shortcuts.sections'),
      rows: sections.map(({ key, letter }) =>
        row(t('shortcuts.go', { section: t(`nav.${key}`) }), ['g', letter], t('shortcuts.after')),
      ),
    },
    {
      title: t('shortcuts.table'),
      rows: [
        row(t('shortcuts.move'), [t('shortcuts.keys.arrows')]),
        row(t('shortcuts.select'), [t('shortcuts.keys.space')]),
        row(t('shortcuts.selectAll'), ['Ctrl', 'A']),
        row(t('shortcuts.open'), [t('shortcuts.keys.enter')]),
      ],
    },
  ];
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('shortcuts.title')}
      size={560}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Stack gap={16}>
        {groups.map(({ title, rows }) => (
          <section key={title}>
            <Title order={2} mb={4}>
              {title}
            </Title>
            <Table aria-label={title} verticalSpacing={4}>
              <Table.Tbody>
                {rows.map(({ text, keys, between }) => (
                  <Table.Tr key={text}>
                    <Table.Td>{text}</Table.Td>
                    <Table.Td ta="right">
                      {keys.map((key, index) => (
                        <Fragment key={key}>
                          {index === 0 ? null : ` ${between} `}
                          <Kbd>{key}</Kbd>
                        </Fragment>
                      ))}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </section>
        ))}
      </Stack>
    </Modal>
  );
}

import { Button, Table } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordingType, VoiceMessage } from '../../../shared/schemas/voice-message.ts';
import { Section } from '../../ui/Page.tsx';
import { useSearchState } from '../../ui/use-search-state.ts';
import { RemoveDialog } from './RemoveDialog.tsx';
import { voiceMessagesSearch } from './search.ts';
import type { Player } from './use-player.ts';
import classes from './VoiceMessages.module.css';
import { VoiceRow } from './VoiceRow.tsx';
import { groupsOf, originOf, type VoiceGroup } from './voice-rows.ts';

type Props = {
  readonly rows: readonly VoiceMessage[];
  readonly player: Player;
  /** Undefined: whoever looks may not change them. */
  readonly onUpload: ((type: RecordingType) => void) | undefined;
};

/** The 18 types of the old server; our further prompts and the numbers folded below. */
export function VoiceTables({ rows, player, onUpload }: Props): ReactNode {
  const { t } = useTranslation('voiceMessages');
  const [{ open }, setSearch] = useSearchState(voiceMessagesSearch);
  const [removed, setRemoved] = useState<VoiceMessage | undefined>();
  const groups = groupsOf(rows);
  const isOpen = (group: 'prompts' | 'numbers') => open === 'all' || open === group;
  const toggle = (group: 'prompts' | 'numbers') => {
    const other = group === 'prompts' ? 'numbers' : 'prompts';
    const shown = { [group]: !isOpen(group), [other]: isOpen(other) };
    setSearch({ open: shown.prompts ? (shown.numbers ? 'all' : 'prompts') : shown.numbers ? 'numbers' : undefined });
  };
  const table = (group: VoiceGroup) => (
    <VoiceTable
      label={t(`group.${group}`)}
      rows={groups[group]}
      player={player}
      onUpload={onUpload}
      onRemove={onUpload === undefined ? undefined : setRemoved}
    />
  );
  return (
    <>
      <Section title={t('group.types')}>{table('types')}</Section>
      {(['prompts', 'numbers'] as const).map((group) => (
        <Section
          key={group}
          title={t(`group.${group}`)}
          description={t(`groupText.${group}`)}
          aside={
            <Button
              variant="default"
              size="compact-sm"
              aria-expanded={isOpen(group)}
              leftSection={isOpen(group) ? <IconChevronDown size={14} aria-hidden /> : <IconChevronRight size={14} aria-hidden />}
              onClick={() => toggle(group)}
            >
              {t(isOpen(group) ? 'group.fold' : 'group.unfold', { count: groups[group].length })}
            </Button>
          }
        >
          {isOpen(group) ? (
            table(group)
          ) : (
            <p className={classes.hint}>
              {t('group.own', { count: groups[group].filter((row) => originOf(row).startsWith('own')).length })}
            </p>
          )}
        </Section>
      ))}
      <RemoveDialog message={removed} onClose={() => setRemoved(undefined)} />
    </>
  );
}

function VoiceTable({
  label,
  onRemove,
  ...props
}: Props & { readonly label: string; readonly onRemove: ((message: VoiceMessage) => void) | undefined }): ReactNode {
  const { t } = useTranslation('voiceMessages');
  return (
    <Table.ScrollContainer minWidth={900} type="native">
      <Table aria-label={label} className={classes.table} verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={236}>{t('column.message')}</Table.Th>
            <Table.Th>{t('column.text')}</Table.Th>
            <Table.Th w={224}>{t('column.origin')}</Table.Th>
            <Table.Th w={90} ta="end" className={classes.length}>
              {t('column.length')}
            </Table.Th>
            <Table.Th w={props.onUpload === undefined ? 110 : 250}>{t('column.actions')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {props.rows.map((row) => (
            <VoiceRow key={row.type} message={row} player={props.player} onUpload={props.onUpload} onRemove={onRemove} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

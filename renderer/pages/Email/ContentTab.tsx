import { SegmentedControl, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MAIL_LANGUAGES, type MailLanguage, type MailType } from '../../../shared/mail-templates.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { QueryError } from '../../parts/errors.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { LoadingRows } from '../../ui/Page.tsx';
import { formatNumber } from '../../ui/time.ts';
import classes from './Email.module.css';
import { mailName } from './mail-name.ts';
import { TemplateEditor } from './TemplateEditor.tsx';
import { TemplateTree } from './TemplateTree.tsx';

type Place = { readonly type: MailType; readonly language: MailLanguage };

/** The tree of mails left, the one that is chosen right; nothing typed is lost by choosing another. */
export function ContentTab({
  type,
  language: chosenLanguage,
  onShow,
  onDirty,
}: {
  readonly type: MailType;
  /** Undefined: that of the mail settings. */
  readonly language: MailLanguage | undefined;
  readonly onShow: (type: MailType, language: MailLanguage) => void;
  readonly onDirty: (isDirty: boolean) => void;
}): ReactNode {
  const { t } = useTranslation('email');
  const { t: common } = useTranslation('common');
  const { t: results } = useTranslation('results');
  const templates = useQueryOf('mail.templates');
  const stored = useQueryOf('mail.get');
  const [isDirty, setDirty] = useState(false);
  const [wanted, setWanted] = useState<Place>();
  if (templates.data === undefined || stored.data === undefined) {
    const failed = [templates, stored].find(({ isError }) => isError);
    return (
      <div className={classes.alone}>{failed === undefined ? <LoadingRows rows={12} /> : <QueryError query={failed} />}</div>
    );
  }
  const language = chosenLanguage ?? stored.data.settings.language;
  const template = templates.data.find((each) => each.type === type && each.language === language);
  const changedTypes = new Set(templates.data.filter(({ isChanged }) => isChanged).map((each) => each.type));
  const tell = (next: boolean) => {
    setDirty(next);
    onDirty(next);
  };
  const show = (place: Place) => {
    if (place.type === type && place.language === language) return;
    if (isDirty) setWanted(place);
    else onShow(place.type, place.language);
  };
  return (
    <div className={classes.content}>
      <div className={classes.treeColumn}>
        <TemplateTree chosen={type} changed={changedTypes} onChoose={(next) => show({ type: next, language })} />
        <Text size="sm" c="dimmed" className={classes.treeFoot}>
          {changedTypes.size === 0
            ? t('content.none')
            : t('content.changedCount', { count: changedTypes.size, formatted: formatNumber(changedTypes.size) })}
        </Text>
      </div>
      {template === undefined ? null : (
        <TemplateEditor
          key={`${type} ${language}`}
          template={template}
          name={mailName(type, t, results)}
          serverFrom={stored.data.settings.fromAddress}
          onDirty={tell}
          aside={
            <SegmentedControl
              size="xs"
              aria-label={t('content.language')}
              value={language}
              onChange={(next) => show({ type, language: MAIL_LANGUAGES.find((known) => known === next) ?? language })}
              data={MAIL_LANGUAGES.map((each) => ({ value: each, label: t(`languages.${each}`) }))}
            />
          }
        />
      )}
      <ConfirmDialog
        isOpen={wanted !== undefined}
        title={common('leave.title')}
        confirmLabel={common('leave.leave')}
        cancelLabel={common('leave.stay')}
        isDestructive
        onConfirm={() => {
          if (wanted !== undefined) onShow(wanted.type, wanted.language);
          setWanted(undefined);
          tell(false);
        }}
        onClose={() => setWanted(undefined)}
      >
        {common('leave.text')}
      </ConfirmDialog>
    </div>
  );
}

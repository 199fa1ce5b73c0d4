import { IconArrowRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { dialledNumber } from '../../../shared/dialled-number.ts';
import { exampleNumbers } from './example-numbers.ts';
import classes from './PhoneCalls.module.css';
import type { TrunkValues } from './trunk-values.ts';

/** What numbers of the own and of other countries become while the form changes. */
export function DialledExample({ values }: { readonly values: TrunkValues }): ReactNode {
  const { t } = useTranslation('phoneCalls');
  const { countryCodes } = values;
  return (
    <div className={classes.example} role="status" aria-label={t('example.title')}>
      <strong>{t('example.title')}</strong>
      <ul>
        {exampleNumbers(values).map((number) => (
          <li key={number}>
            <span className={classes.digits}>{number}</span>
            <IconArrowRight size={14} role="img" aria-label={t('example.becomes', { number: '' }).trim()} />
            {countryCodes.length === 0 || countryCodes.some((code) => number.startsWith(`+${code}`)) ? (
              <span className={classes.digits} data-result>
                {dialledNumber(number, values)}
              </span>
            ) : (
              <span className={classes.none}>{t('example.notServed')}</span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { isApple, shortcutKeys } from './shortcut-keys.ts';
import css from './shortcut.module.css';

/** Keys as small caps, in the writing of the person's system. */
export function Shortcut(props: { readonly keys: string }) {
  const { t } = useTranslation('common');
  return (
    <span className={css['keys']}>
      {shortcutKeys(props.keys, isApple(navigator.platform)).map(({ key, name }) => (
        <Fragment key={key}>
          <kbd className={css['key']}>{name === null ? key : t(`keys.${name}`)}</kbd>
        </Fragment>
      ))}
    </span>
  );
}

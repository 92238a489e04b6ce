import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { apiKeyId } from '../../../../shared/contract/ids.ts';
import { type Scope, SCOPES } from '../../../../shared/contract/rest/scopes.ts';
import { useNow } from '../../../bridge/records.ts';
import { Button } from '../../../ui/button.tsx';
import { Choice } from '../../../ui/choice.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { useRelayNow } from '../../window/use-relay-now.ts';
import css from '../admin-form.module.css';
import { RefusedWords } from '../refused-words.tsx';
import { ToldOnce } from '../told-once.tsx';

const DAY_MS = 24 * 60 * 60_000;
/** How long a key may live, in days; `never`: until it is revoked. */
const LIVES = { never: null, '90': 90 * DAY_MS, '365': 365 * DAY_MS } as const;
type Life = keyof typeof LIVES;
const LIFE_NAMES = ['90', '365', 'never'] as const satisfies readonly Life[];
const PER_MINUTE = 3000;

/** Makes a key: what it is called, what it may do, and for how long. */
export function NewKeyDialog(props: { readonly onClose: () => void; readonly onDone: () => void }) {
  const { t } = useTranslation('admin');
  const now = useRelayNow('minute');
  const create = useNow('apiKey.create');
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<ReadonlySet<Scope>>(new Set());
  const [life, setLife] = useState<Life>('365');
  const isReady = name.trim() !== '' && scopes.size > 0;
  const toggle = (scope: Scope) =>
    setScopes((chosen) => {
      const next = new Set(chosen);
      if (!next.delete(scope)) next.add(scope);
      return next;
    });
  const submit = () => {
    if (!isReady || create.isPending) return;
    const lasts = LIVES[life];
    create.mutate(
      {
        keyId: apiKeyId.parse(crypto.randomUUID()),
        name: name.trim(),
        scopes: SCOPES.filter((scope) => scopes.has(scope)),
        expiresAt: lasts === null ? null : now + lasts,
        requestsPerMinute: PER_MINUTE,
      },
      { onSuccess: props.onDone },
    );
  };
  if (create.data !== undefined) {
    return (
      <Dialog
        title={t('keys.made', { name: name.trim() })}
        isOpen
        isQuestion
        onClose={props.onClose}
        actions={<Button onPress={props.onClose}>{t('done')}</Button>}
      >
        <ToldOnce label={t('keys.secret')} text={create.data.secret} />
      </Dialog>
    );
  }
  return (
    <Dialog
      title={t('keys.new')}
      isOpen
      onClose={props.onClose}
      actions={
        <Button variant="primary" isDisabled={!isReady} isBusy={create.isPending} onPress={submit}>
          {t('keys.make')}
        </Button>
      }
    >
      <form
        className={css['form']}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextField
          label={t('keys.name')}
          value={name}
          autoFocus
          onChange={(value) => setName(value.slice(0, 80))}
          description={t('keys.nameHint')}
        />
        <fieldset className={css['scopes']}>
          <legend className={css['legend']}>{t('keys.scopes')}</legend>
          {SCOPES.map((scope) => (
            <label key={scope} className={css['scope']}>
              <input type="checkbox" checked={scopes.has(scope)} onChange={() => toggle(scope)} />
              {t(`keys.scope.${scope.replace(':', '_')}`)}
            </label>
          ))}
        </fieldset>
        <Choice
          label={t('keys.life')}
          value={life}
          onChange={setLife}
          options={LIFE_NAMES.map((value) => ({ value, label: t(`keys.lives.${value}`) }))}
        />
        <RefusedWords error={create.error} />
      </form>
    </Dialog>
  );
}

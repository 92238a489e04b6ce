import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endpointId } from '../../../../shared/contract/ids.ts';
import {
  type Endpoint,
  EVENT_TYPES,
  type EventType,
  MAX_URL_LENGTH,
} from '../../../../shared/contract/webhook-out.ts';
import { useNow } from '../../../bridge/records.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import css from '../admin-form.module.css';
import { RefusedWords } from '../refused-words.tsx';
import { ToldOnce } from '../told-once.tsx';
import { wordOf } from './endpoint-words.ts';

export interface EndpointDialogProps {
  /** Null: it is a new one. */
  readonly endpoint: Endpoint | null;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

function isAddress(text: string): boolean {
  return /^https?:$/.test(URL.parse(text)?.protocol ?? '');
}

/** Makes an endpoint or changes it; the secret of a new one is told here, once. */
export function EndpointDialog({ endpoint, onClose, onDone }: EndpointDialogProps) {
  const { t } = useTranslation('webhooks');
  const admin = useTranslation('admin');
  const save = useNow('endpoint.save');
  const [id] = useState(() => endpoint?.id ?? endpointId.parse(crypto.randomUUID()));
  const [url, setUrl] = useState(endpoint?.url ?? '');
  const [description, setDescription] = useState(endpoint?.description ?? '');
  const [isOn, setOn] = useState(endpoint?.isOn ?? true);
  const [types, setTypes] = useState<ReadonlySet<EventType>>(new Set(endpoint?.types));
  const isReady = isAddress(url.trim()) && types.size > 0;
  const toggle = (type: EventType) =>
    setTypes((chosen) => {
      const next = new Set(chosen);
      if (!next.delete(type)) next.add(type);
      return next;
    });
  const submit = () => {
    if (!isReady || save.isPending) return;
    save.mutate(
      {
        endpointId: id,
        url: url.trim(),
        description: description.trim(),
        types: EVENT_TYPES.filter((type) => types.has(type)),
        isOn,
      },
      {
        onSuccess: (told) => {
          onDone();
          if ((told?.secret ?? null) === null) onClose();
        },
      },
    );
  };
  const secret = save.data?.secret ?? null;
  if (secret !== null) {
    return (
      <Dialog
        title={t('made')}
        isOpen
        isQuestion
        onClose={onClose}
        actions={<Button onPress={onClose}>{admin.t('done')}</Button>}
      >
        <ToldOnce label={t('secret')} text={secret} />
      </Dialog>
    );
  }
  return (
    <Dialog
      title={endpoint === null ? t('new') : t('change')}
      isOpen
      onClose={onClose}
      actions={
        <Button variant="primary" isDisabled={!isReady} isBusy={save.isPending} onPress={submit}>
          {endpoint === null ? t('make') : t('save')}
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
          label={t('url')}
          type="url"
          value={url}
          autoFocus
          placeholder="https://"
          onChange={(value) => setUrl(value.slice(0, MAX_URL_LENGTH))}
          description={t('urlHint')}
        />
        <TextField
          label={t('description')}
          value={description}
          onChange={(value) => setDescription(value.slice(0, 80))}
          description={t('descriptionHint')}
        />
        <fieldset className={css['scopes']}>
          <legend className={css['legend']}>{t('events')}</legend>
          {EVENT_TYPES.map((type) => (
            <label key={type} className={css['scope']}>
              <input type="checkbox" checked={types.has(type)} onChange={() => toggle(type)} />
              {t(`type.${wordOf(type)}`)}
            </label>
          ))}
        </fieldset>
        <label className={css['scope']}>
          <input type="checkbox" checked={isOn} onChange={() => setOn(!isOn)} />
          {t('switchedOn')}
        </label>
        <RefusedWords error={save.error} />
      </form>
    </Dialog>
  );
}

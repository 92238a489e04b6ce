import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useFormats } from '../conversation/use-formats.ts';
import { useRelayNow } from '../window/use-relay-now.ts';
import css from './moment-dialog.module.css';
import { fieldsOf, momentOf } from './moments.ts';

export interface MomentDialogProps {
  readonly title: string;
  readonly confirm: string;
  /** What the fields begin with, ms. */
  readonly from: number;
  readonly onPick: (at: number) => void;
  readonly onClose: () => void;
}

/** A date and a time of one's own, in the zone of the person. */
export function MomentDialog(props: MomentDialogProps) {
  const { t } = useTranslation('team');
  const formats = useFormats();
  const now = useRelayNow('minute');
  const [fields, setFields] = useState(() => fieldsOf(props.from));
  const at = momentOf(fields.date, fields.time);
  const isPast = at !== null && at <= now;
  const isReady = at !== null && !isPast;
  const pick = () => {
    if (at !== null && isReady) props.onPick(at);
  };
  return (
    <Dialog
      title={props.title}
      size="small"
      isOpen
      onClose={props.onClose}
      actions={
        <Button variant="primary" isDisabled={!isReady} onPress={pick}>
          {props.confirm}
        </Button>
      }
    >
      <form
        className={css['form']}
        onSubmit={(event) => {
          event.preventDefault();
          pick();
        }}
      >
        <div className={css['fields']}>
          <TextField
            label={t('moment.date')}
            type="date"
            value={fields.date}
            onChange={(date) => setFields({ ...fields, date })}
            autoFocus
          />
          <TextField
            label={t('moment.time')}
            type="time"
            value={fields.time}
            onChange={(time) => setFields({ ...fields, time })}
          />
        </div>
        <p className={css['said']} aria-live="polite">
          {at === null
            ? t('moment.fill')
            : isPast
              ? t('moment.past')
              : t('moment.is', { when: formats.exact(at), zone: formats.timeZone })}
        </p>
        {/* Enter in one of two fields sends only with a button in the form. */}
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}

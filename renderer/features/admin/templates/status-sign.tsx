import {
  Ban,
  CircleCheck,
  CircleDashed,
  CirclePause,
  CircleX,
  Clock,
  type LucideIcon,
  Send,
  Trash2,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Chip, type ChipProps } from '../../../ui/chip.tsx';

const SIGNS: Readonly<
  Record<string, { readonly icon: LucideIcon; readonly tone: NonNullable<ChipProps['tone']> }>
> = {
  draft: { icon: CircleDashed, tone: 'neutral' },
  waiting: { icon: Send, tone: 'neutral' },
  unsubmitted: { icon: CircleDashed, tone: 'neutral' },
  received: { icon: Clock, tone: 'neutral' },
  pending: { icon: Clock, tone: 'neutral' },
  approved: { icon: CircleCheck, tone: 'open' },
  rejected: { icon: CircleX, tone: 'closed' },
  refused: { icon: CircleX, tone: 'closed' },
  paused: { icon: CirclePause, tone: 'closing' },
  disabled: { icon: Ban, tone: 'closed' },
  deleted: { icon: Trash2, tone: 'closed' },
  deleting: { icon: Trash2, tone: 'closing' },
};

export interface StatusSignProps {
  readonly status: string;
  /** Stands before it, such as a language. */
  readonly before?: string;
}

/** Where a template stands, by icon and word. A word of the provider's that is not known is shown as it is. */
export function StatusSign(props: StatusSignProps) {
  const { t } = useTranslation('library');
  const sign = SIGNS[props.status] ?? { icon: Clock, tone: 'neutral' as const };
  const word = props.status in SIGNS ? t(`status.${props.status}`) : props.status;
  return (
    <Chip tone={sign.tone} icon={<sign.icon size={12} aria-hidden />}>
      {props.before === undefined ? word : `${props.before} · ${word}`}
    </Chip>
  );
}

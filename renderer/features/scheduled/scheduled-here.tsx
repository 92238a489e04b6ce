import { lazy, Suspense } from 'react';
import { useRecords } from '../../bridge/use-records.ts';
import type { ScheduledListProps } from './scheduled-list.tsx';

const ScheduledList = lazy(async () => ({
  default: (await import('./scheduled-list.tsx')).ScheduledList,
}));

/** What waits for a moment in the conversation; nothing where nothing does. */
export function ScheduledHere(props: Omit<ScheduledListProps, 'scheduled'>) {
  const { id } = props.view.conversation;
  const scheduled = useRecords('scheduledMessage')
    .filter(({ conversationId }) => conversationId === id)
    .toSorted((one, other) => one.at - other.at);
  if (scheduled.length === 0) return null;
  return (
    <Suspense fallback={null}>
      <ScheduledList {...props} scheduled={scheduled} />
    </Suspense>
  );
}

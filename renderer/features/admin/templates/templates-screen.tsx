import { lazy, Suspense } from 'react';
import { useArea } from '../../../app/use-area.ts';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { Notices } from './decisions/notices.tsx';
import { Restriction } from './decisions/restriction.tsx';
import { LibraryList } from './list/library-list.tsx';
import { useLibrary } from './use-library.ts';

const TemplateEditor = lazy(async () => ({
  default: (await import('./editor/template-editor.tsx')).TemplateEditor,
}));

/** The tenant's templates: the list, or the one that is open. */
export function TemplatesScreen() {
  const [area, goTo] = useArea();
  const entries = useLibrary();
  const openId = area.kind === 'admin' ? area.item : null;
  const open = (item: string | null) => goTo({ kind: 'admin', section: 'templates', item });
  const draft = entries.find(({ id }) => id === openId)?.draft ?? null;
  if (draft === null) {
    return (
      <>
        <Restriction />
        <Notices onOpen={open} />
        <LibraryList entries={entries} onOpen={open} />
      </>
    );
  }
  return (
    <Suspense fallback={<Skeleton width="240px" height="28px" />}>
      <TemplateEditor key={draft.id} draft={draft} onBack={() => open(null)} />
    </Suspense>
  );
}

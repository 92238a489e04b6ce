import { useEffect, useState, useSyncExternalStore } from 'react';
import { v7 } from 'uuid';
import type { Draft } from '../../../shared/contract/bridge.ts';
import { mediaId, type MediaId } from '../../../shared/contract/ids.ts';
import type { ConversationRecord } from '../../../shared/contract/records.ts';
import type { BridgeClient } from '../../bridge/client.ts';
import { useBootstrap, useBridge, useSession } from '../../bridge/context.tsx';
import { useChangeAnyDraft, type DraftControl } from '../composer/use-draft.ts';
import { checkPicked, type PickFault } from './check-picked.ts';
import { postFile } from './post-file.ts';
import { createUploads, type Upload, type Uploads } from './uploads.ts';
import { createUploadsOfPeople, type UploadsOfPeople } from './uploads-of-people.ts';

const byClient = new WeakMap<BridgeClient, UploadsOfPeople<File>>();

/** The files on their way of whoever is signed in; there is one list per client and person. */
function useUploads(): Uploads<File> {
  const client = useBridge();
  const { uploadBase } = useBootstrap();
  const { person } = useSession();
  const changeDraft = useChangeAnyDraft();
  let people = byClient.get(client);
  if (people === undefined) {
    people = createUploadsOfPeople(() =>
      createUploads<File>({
        newId: () => mediaId.parse(v7()),
        send: (id, file, onProgress) => postFile(uploadBase, id, file, onProgress),
        attach: (conversationId, media) =>
          changeDraft(conversationId, (draft) => ({
            ...draft,
            attachments: [...draft.attachments, media],
          })),
      }),
    );
    const made = people;
    client.on('session', ({ session }) => made.belongsTo(session?.person.id ?? null));
    byClient.set(client, made);
  }
  // Where the core was away while somebody else signed in, no push has told of it.
  useEffect(() => people.belongsTo(person.id), [people, person.id]);
  return people.of(person.id);
}

/** The files of the conversation on the screen, and what can be done with them. */
export interface Attachments {
  readonly uploads: readonly Upload<File>[];
  /** Why files that were picked last were not taken. */
  readonly faults: readonly PickFault[];
  readonly dismissFaults: () => void;
  readonly add: (files: readonly File[]) => void;
  readonly retry: (id: MediaId) => void;
  /** Takes a file out, whether it is in the draft or on its way there. */
  readonly remove: (id: MediaId) => void;
}

/** The files of a conversation's draft and those on their way into it. */
export function useAttachments(
  conversation: Pick<ConversationRecord, 'id' | 'channel'>,
  draft: Draft,
  control: DraftControl,
): Attachments {
  const store = useUploads();
  const [faults, setFaults] = useState<readonly PickFault[]>([]);
  const uploads = useSyncExternalStore(store.subscribe, () => store.of(conversation.id));
  return {
    uploads,
    faults,
    dismissFaults: () => setFaults([]),
    add: (files) => {
      if (files.length === 0) return;
      const there = draft.attachments.length + uploads.length;
      const checked = checkPicked(files, conversation.channel, there);
      setFaults(checked.faults);
      if (checked.taken.length > 0) store.add(conversation.id, checked.taken);
    },
    retry: store.retry,
    remove: (id) => {
      store.remove(id);
      control.change((now) =>
        now.attachments.some((one) => one.id === id)
          ? { ...now, attachments: now.attachments.filter((one) => one.id !== id) }
          : now,
      );
      control.flush();
    },
  };
}

import {
  COMMAND_SCHEMAS,
  type CommandInput,
  type CommandName,
} from '../../shared/contract/commands.ts';
import type { DirectoryEntity, RecordOf } from '../../shared/contract/records.ts';

/** What a command does to one of the things that there are few of. */
export type Effect = {
  readonly [E in DirectoryEntity]: {
    readonly entity: E;
    readonly id: string;
    /** The thing afterwards; null: it is gone. */
    readonly record: RecordOf<E> | null;
  };
}[DirectoryEntity];

/** What a command of this name does, by its input as it was stored. */
function effect<N extends CommandName>(name: N, work: (input: CommandInput<N>) => Effect) {
  return (input: unknown): Effect => work(COMMAND_SCHEMAS[name].parse(input));
}

const EFFECTS = {
  'tag.save': effect('tag.save', ({ tagId, ...rest }) => ({
    entity: 'tag',
    id: tagId,
    record: { id: tagId, ...rest },
  })),
  'team.save': effect('team.save', ({ teamId, ...rest }) => ({
    entity: 'team',
    id: teamId,
    record: { id: teamId, ...rest },
  })),
  'cannedReply.save': effect('cannedReply.save', ({ cannedReplyId, ...rest }) => ({
    entity: 'cannedReply',
    id: cannedReplyId,
    record: { id: cannedReplyId, ...rest },
  })),
  'contactField.save': effect('contactField.save', ({ fieldId, ...rest }) => ({
    entity: 'contactField',
    id: fieldId,
    record: { id: fieldId, ...rest },
  })),
  'scheduledMessage.save': effect(
    'scheduledMessage.save',
    ({ scheduledMessageId: id, ...rest }) => ({
      entity: 'scheduledMessage',
      id,
      record: { id, ...rest, byId: null, problem: null },
    }),
  ),
  'scheduledMessage.remove': effect('scheduledMessage.remove', ({ scheduledMessageId: id }) => ({
    entity: 'scheduledMessage',
    id,
    record: null,
  })),
  'automation.save': effect('automation.save', ({ automationId, ...rest }) => ({
    entity: 'automation',
    id: automationId,
    record: { id: automationId, ...rest },
  })),
  'templateDraft.save': effect('templateDraft.save', ({ draftId, body }) => ({
    entity: 'templateDraft',
    id: draftId,
    record: { id: draftId, ...body },
  })),
  'templateVersion.submit': effect('templateVersion.submit', ({ versionId, ...rest }) => ({
    entity: 'templateVersion',
    id: versionId,
    record: {
      id: versionId,
      ...rest,
      submittedById: null,
      stage: 'waiting',
      problem: null,
      templateId: null,
      history: [],
    },
  })),
} as const satisfies { readonly [N in CommandName]?: (input: unknown) => Effect };

/** Whether a command is seen at once, before the relay has it. */
export function hasEffect(name: CommandName): name is keyof typeof EFFECTS {
  return Object.hasOwn(EFFECTS, name);
}

/** What a command does at once to what the person sees; null: nothing of this kind. */
export function effectOf(name: CommandName, input: unknown): Effect | null {
  return hasEffect(name) ? EFFECTS[name](input) : null;
}

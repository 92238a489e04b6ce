import { type CommandInput, COMMANDS, type CommandName } from '../../shared/contract/commands.ts';
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

type Effects = { readonly [N in CommandName]?: (input: CommandInput<N>) => Effect };

const EFFECTS = {
  'tag.save': ({ tagId, ...rest }) => ({
    entity: 'tag',
    id: tagId,
    record: { id: tagId, ...rest },
  }),
  'contactField.save': ({ fieldId, ...rest }) => ({
    entity: 'contactField',
    id: fieldId,
    record: { id: fieldId, ...rest },
  }),
} as const satisfies Effects;

/** Whether a command is seen at once, before the relay has it. */
export function hasEffect(name: CommandName): name is keyof typeof EFFECTS {
  return Object.hasOwn(EFFECTS, name);
}

/** What a command does at once to what the person sees; null: nothing of this kind. */
export function effectOf(name: CommandName, input: unknown): Effect | null {
  if (!hasEffect(name)) return null;
  switch (name) {
    case 'tag.save':
      return EFFECTS[name](COMMANDS[name].parse(input));
    case 'contactField.save':
      return EFFECTS[name](COMMANDS[name].parse(input));
    default:
      return name satisfies never;
  }
}

import { Users } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type {
  MessageContent,
  TemplateContent,
} from '../../../../../shared/contract/template-content.ts';
import type {
  DraftConflict,
  TemplateDraftBody,
} from '../../../../../shared/contract/template-library.ts';
import { Button } from '../../../../ui/button.tsx';
import css from './editor.module.css';

export interface ConflictListProps {
  readonly body: TemplateDraftBody;
  readonly onSettle: (body: TemplateDraftBody) => void;
}

/** One piece of a content in words. */
function pieceOf(content: TemplateContent | null | undefined, part: DraftConflict['part']): string {
  if (content?.kind !== 'message') return JSON.stringify(content ?? null);
  if (part === 'body' || part === 'footer') return content[part];
  if (part === 'header')
    return content.header.kind === 'text' ? content.header.text : content.header.kind;
  if (part === 'buttons') return content.buttons.map(({ title }) => title).join(' · ');
  return content.variables.map(({ name, sample }) => `${name}: ${sample}`).join(' · ');
}

function pieceTaken(
  there: MessageContent,
  { header, body, footer, buttons, variables }: MessageContent,
  part: DraftConflict['part'],
): MessageContent {
  if (part === 'header') return { ...there, header };
  if (part === 'body') return { ...there, body };
  if (part === 'footer') return { ...there, footer };
  return part === 'buttons' ? { ...there, buttons } : { ...there, variables };
}

function taken(body: TemplateDraftBody, conflict: DraftConflict): TemplateDraftBody {
  const { part, language, content, text } = conflict;
  if (part === 'name') return { ...body, name: text };
  if (part === 'category') {
    const category = (['utility', 'marketing', 'authentication'] as const).find(
      (one) => one === text,
    );
    return category === undefined ? body : { ...body, category };
  }
  if (language === null || content === null) return body;
  const put = (there: TemplateContent): TemplateContent =>
    part === 'content' || there.kind !== 'message' || content.kind !== 'message'
      ? content
      : pieceTaken(there, content, part);
  return {
    ...body,
    languages: body.languages.map((one) =>
      one.language === language ? { language, content: put(one.content) } : one,
    ),
  };
}

function without(body: TemplateDraftBody, { id }: DraftConflict): TemplateDraftBody {
  return { ...body, conflicts: body.conflicts.filter((one) => one.id !== id) };
}

/** What two people wrote into the same piece: both side by side, and one of them is taken. */
export function ConflictList(props: ConflictListProps) {
  const { t } = useTranslation('library');
  const { body, onSettle } = props;
  if (body.conflicts.length === 0) return null;
  return (
    <section className={css['conflicts']} aria-label={t('conflicts')}>
      <p className={css['conflictTitle']}>
        <Users size={16} aria-hidden />
        {t('conflictsTitle', { count: body.conflicts.length })}
      </p>
      {body.conflicts.map((conflict) => {
        const there = body.languages.find(({ language }) => language === conflict.language);
        const isField = conflict.content === null;
        const theirs =
          conflict.part === 'name' || conflict.part === 'category'
            ? body[conflict.part]
            : isField
              ? (body.deadline?.label ?? '')
              : pieceOf(there?.content, conflict.part);
        const mine = isField ? conflict.text : pieceOf(conflict.content, conflict.part);
        return (
          <div key={conflict.id} className={css['conflict']}>
            <p className={css['label']}>
              {t(`part.${conflict.part}`)}
              {conflict.language === null ? '' : ` · ${conflict.language}`}
            </p>
            <div className={css['sides']}>
              <div>
                <p className={css['hint']}>{t('isThere')}</p>
                <p dir="auto" className={css['side']}>
                  {theirs}
                </p>
                <Button size="small" onPress={() => onSettle(without(body, conflict))}>
                  {t('keep')}
                </Button>
              </div>
              <div>
                <p className={css['hint']}>{t('wasMeant')}</p>
                <p dir="auto" className={css['side']}>
                  {mine}
                </p>
                <Button
                  size="small"
                  onPress={() => onSettle(without(taken(body, conflict), conflict))}
                >
                  {t('takeThis')}
                </Button>
              </div>
            </div>
          </div>
        );
      })}
    </section>
  );
}

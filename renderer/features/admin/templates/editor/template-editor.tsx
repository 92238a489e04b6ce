import { ArrowLeft, Redo2, Undo2 } from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type TemplateContent,
  templateCategory,
} from '../../../../../shared/contract/template-content.ts';
import type { TemplateDraftRecord } from '../../../../../shared/contract/template-library.ts';
import { marketingPhrases } from '../../../../../shared/domain/template/advice/category-advice.ts';
import { checkTemplateContent } from '../../../../../shared/domain/template/check-template.ts';
import { nextNumber, versionName } from '../../../../../shared/domain/template/library/versions.ts';
import { IconButton } from '../../../../ui/icon-button.tsx';
import { SelectField } from '../../../../ui/select-field.tsx';
import { useKeys } from '../../../../ui/use-keys.ts';
import { useOthers, useVersions } from '../use-library.ts';
import { CategoryPrices } from '../decisions/category-prices.tsx';
import { StandingLine } from '../decisions/standing-line.tsx';
import { useStanding } from '../decisions/use-standing.ts';
import { emptyContent } from '../empty-content.ts';
import { ConflictList } from './conflict-list.tsx';
import { ContentFields } from './content-fields.tsx';
import css from './editor.module.css';
import { FindingContext } from './finding-context.ts';
import { FindingLines } from './finding-lines.tsx';
import { LanguageTabs } from './language-tabs.tsx';
import { MoreMenu } from './more-menu.tsx';
import { PasswordFields } from './password-fields.tsx';
import { focusPlace, placeKey } from './place-key.ts';
import { PlanFields } from './plan-fields.tsx';
import { PreviewPane } from './preview-pane.tsx';
import { SubmitBar } from './submit-bar.tsx';
import { TextArea } from './text-area.tsx';
import { UsageLine } from './usage-line.tsx';
import { useDraftEdit } from './use-draft-edit.ts';
import { VersionList } from './version-list.tsx';

export interface TemplateEditorProps {
  readonly draft: TemplateDraftRecord;
  readonly onBack: () => void;
}

/** A template as it is written: the form, what the customer will see, and what was submitted. */
export function TemplateEditor(props: TemplateEditorProps) {
  const { t } = useTranslation('library');
  const { id } = props.draft;
  const { body, change, undo, redo, saveNow, isSaved } = useDraftEdit(props.draft);
  const versions = useVersions(id);
  const others = useOthers(id);
  const standing = useStanding();
  const [wanted, setWanted] = useState(body.languages[0]?.language ?? 'en');
  const shown = body.languages.some(({ language }) => language === wanted)
    ? wanted
    : (body.languages[0]?.language ?? 'en');
  const content =
    body.languages.find(({ language }) => language === shown)?.content ??
    emptyContent(body.category);
  const draft = useMemo(() => ({ ...body, id }), [body, id]);
  useKeys({ 'Mod+z': () => undo?.(), 'Mod+y': () => redo?.() });

  const isTaken = (name: string) =>
    others.some((one) => one.name === name && one.language === shown);
  const name = versionName(body.name, nextNumber(versions, body.name, shown, isTaken));
  const checked = useDeferredValue(content);
  const findings = useMemo(
    () =>
      checkTemplateContent({
        name,
        language: shown,
        category: body.category,
        content: checked,
        others,
        blocked: standing.blocked,
        noUtilityUntil: standing.miscategorised.restriction?.until ?? null,
      }),
    [name, shown, body.category, checked, others, standing],
  );
  const phrases = useMemo(
    () => (body.category === 'utility' ? marketingPhrases(checked, shown) : []),
    [body.category, checked, shown],
  );
  const put = (next: TemplateContent, key: string) =>
    change(
      {
        ...body,
        languages: body.languages.map((one) =>
          one.language === shown ? { language: shown, content: next } : one,
        ),
      },
      `${shown} ${key}`,
    );
  const found = useMemo(
    () => ({
      findings,
      phrases,
      content: checked,
      mend: (fix: (now: TemplateContent) => TemplateContent) => put(fix(content), 'mend'),
    }),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `put` is of the same body as `content`
    [findings, phrases, checked, content],
  );

  return (
    <FindingContext value={found}>
      <header className={css['head']}>
        <IconButton
          label={t('back')}
          icon={<ArrowLeft size={20} aria-hidden />}
          onPress={props.onBack}
        />
        <h2 className={css['title']}>{body.name === '' ? t('unnamed') : body.name}</h2>
        <span className={css['saved']} role="status">
          {isSaved ? t('saved') : t('saving')}
        </span>
        <IconButton
          label={t('undo')}
          shortcut="Mod+Z"
          icon={<Undo2 size={16} aria-hidden />}
          isDisabled={undo === null}
          onPress={() => undo?.()}
        />
        <IconButton
          label={t('redo')}
          shortcut="Mod+Y"
          icon={<Redo2 size={16} aria-hidden />}
          isDisabled={redo === null}
          onPress={() => redo?.()}
        />
        <MoreMenu
          draftId={id}
          versions={versions}
          body={body}
          shown={shown}
          onChange={change}
          onMade={props.onBack}
        />
      </header>
      <div className={css['columns']}>
        <div className={css['form']}>
          <ConflictList body={body} onSettle={(settled) => change(settled, 'conflicts')} />
          <div className={css['names']}>
            <TextArea
              label={t('name')}
              place="name"
              value={body.name}
              longest={512}
              onChange={(typed) => change({ ...body, name: typed }, 'name')}
            />
            <SelectField
              label={t('categoryLabel')}
              value={body.category}
              options={templateCategory.options.map((value) => ({
                value,
                label: t(`category.${value}`),
              }))}
              onChange={(category) => change({ ...body, category }, 'category')}
            />
          </div>
          {content.kind === 'message' ? <FindingLines place="category" /> : null}
          {body.category === 'utility' ? <StandingLine standing={standing.miscategorised} /> : null}
          {phrases.length === 0 ? null : <CategoryPrices />}
          <LanguageTabs
            draft={draft}
            versions={versions}
            shown={shown}
            onShow={setWanted}
            onAdd={(language, begun) => {
              const languages = [...body.languages, { language, content: begun }];
              change({ ...body, languages }, 'languages');
              setWanted(language);
            }}
          />
          <FindingLines place="language" />
          {content.kind === 'message' ? (
            <ContentFields content={content} onChange={put} />
          ) : (
            <PasswordFields content={content} onChange={put} />
          )}
          <PlanFields draftId={id} body={body} onChange={change} />
        </div>
        <aside className={css['side']} aria-label={t('preview')}>
          <PreviewPane content={content} language={shown} onPlace={focusPlace} />
          <h3 className={css['sideTitle']}>{t('versions')}</h3>
          <UsageLine versions={versions} />
          <VersionList
            versions={versions}
            drafts={body.languages}
            onTake={(version) => {
              const languages = body.languages.filter(
                ({ language }) => language !== version.language,
              );
              change(
                {
                  ...body,
                  languages: [
                    ...languages,
                    { language: version.language, content: version.content },
                  ],
                },
                'take',
              );
              setWanted(version.language);
            }}
          />
        </aside>
      </div>
      <SubmitBar
        draft={draft}
        versions={versions}
        language={shown}
        findings={findings}
        phrases={phrases.length}
        isRisky={
          body.category === 'utility' &&
          standing.miscategorised.cases.length > 0 &&
          standing.miscategorised.restriction === null
        }
        isTaken={isTaken}
        onBefore={saveNow}
        onShow={({ place }) => focusPlace(placeKey(place))}
      />
    </FindingContext>
  );
}

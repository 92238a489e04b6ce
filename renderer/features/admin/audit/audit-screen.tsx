import { CloudOff, Download, ScrollText, Search } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../../bridge/records.ts';
import { useRefusalWords } from '../../../bridge/refusal-words.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Menu, MenuItem } from '../../../ui/menu.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { useFormats } from '../../conversation/use-formats.ts';
import { RefusedWords } from '../refused-words.tsx';
import { SectionHead } from '../section-head.tsx';
import css from './audit-screen.module.css';
import { AuditRow } from './audit-row.tsx';
import { useAuditExport } from './use-audit-export.ts';

const PAGE = 100;

/** What people did that changes money, consent, templates, people or settings. */
export function AuditScreen() {
  const { t } = useTranslation('admin');
  const wordsOf = useRefusalWords();
  const formats = useFormats();
  const [text, setText] = useState('');
  const [ends, setEnds] = useState<readonly number[]>([]);
  const wanted = useDeferredValue(text.trim());
  const before = ends.at(-1) ?? null;
  const asked = useAsk('audit.list', { text: wanted, from: null, to: null, before, limit: PAGE });
  const entries = asked.data?.entries ?? [];
  const next = asked.data?.next ?? null;
  const whole = useAuditExport(t('section.audit'));
  return (
    <>
      <SectionHead title={t('section.audit')}>{t('audit.what')}</SectionHead>
      <div className={css['head']}>
        <TextField
          className={css['search'] ?? ''}
          type="search"
          label={t('audit.search')}
          labelHidden
          placeholder={t('audit.find')}
          value={text}
          onChange={(value) => {
            setText(value);
            setEnds([]);
          }}
          end={<Search size={16} aria-hidden className={css['glass']} />}
        />
        <Menu
          label={t('audit.save')}
          trigger={
            <Button icon={<Download size={16} aria-hidden />} isBusy={whole.isPending}>
              {t('audit.save')}
            </Button>
          }
        >
          <MenuItem onAction={() => whole.mutate('csv')}>{t('audit.csv')}</MenuItem>
          <MenuItem onAction={() => whole.mutate('ndjson')}>{t('audit.ndjson')}</MenuItem>
        </Menu>
        <RefusedWords error={whole.error} />
      </div>
      {asked.error === null ? null : (
        <EmptyState
          icon={<CloudOff size={20} />}
          title={wordsOf(asked.error.refusal).what}
          action={
            <Button isBusy={asked.isFetching} onPress={() => void asked.refetch()}>
              {t('common:tryAgain')}
            </Button>
          }
        >
          {t('audit.needsRelay')}
        </EmptyState>
      )}
      {asked.error === null && asked.data !== undefined && entries.length === 0 ? (
        <EmptyState
          icon={<ScrollText size={20} />}
          title={t(wanted === '' ? 'audit.none' : 'audit.notFound')}
        >
          {t(wanted === '' ? 'audit.noneNext' : 'audit.notFoundNext')}
        </EmptyState>
      ) : null}
      {entries.length === 0 || asked.error !== null ? null : (
        <ol className={css['entries']} aria-label={t('section.audit')}>
          {entries.map((entry) => (
            <AuditRow key={entry.number} entry={entry} formats={formats} />
          ))}
        </ol>
      )}
      {next === null && ends.length === 0 ? null : (
        <footer className={css['foot']}>
          <Button isDisabled={ends.length === 0} onPress={() => setEnds((now) => now.slice(0, -1))}>
            {t('audit.newer')}
          </Button>
          <Button
            isDisabled={next === null}
            isBusy={asked.isFetching}
            onPress={() => {
              if (next !== null) setEnds((now) => [...now, next]);
            }}
          >
            {t('audit.older')}
          </Button>
        </footer>
      )}
    </>
  );
}

import { defaultEmojiDataResolver, EmojiPicker, type EmojiDataResolver } from 'frimousse';
import { Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import css from './emoji-panel.module.css';
import { recentEmoji, rememberEmoji } from './recent-emoji.ts';
import { withRecent } from './with-recent.ts';

/** Where the build puts the names of the emoji: beside the page, whatever host serves it. */
const DATA_URL = new URL('./emoji', document.baseURI).href;

/** All emoji, searched and chosen by keys or pointer; those used last come first. */
export function EmojiPanel(props: { readonly onEmoji: (emoji: string) => void }) {
  const { t } = useTranslation('emoji');
  const resolve: EmojiDataResolver = async (locale, options) =>
    withRecent(
      await defaultEmojiDataResolver(locale, options),
      recentEmoji(localStorage),
      t('recent'),
    );
  return (
    <EmojiPicker.Root
      className={css['picker']}
      columns={9}
      locale="en"
      emojibaseUrl={DATA_URL}
      resolveEmojiData={resolve}
      onEmojiSelect={({ emoji }) => {
        rememberEmoji(localStorage, emoji);
        props.onEmoji(emoji);
      }}
    >
      <div className={css['head']}>
        <Search size={16} aria-hidden />
        <EmojiPicker.Search
          className={css['search']}
          aria-label={t('search')}
          placeholder={t('search')}
          autoFocus
        />
      </div>
      <EmojiPicker.Viewport className={css['viewport']}>
        <EmojiPicker.Loading className={css['quiet']}>{t('loading')}</EmojiPicker.Loading>
        <EmojiPicker.Empty className={css['quiet']}>
          {({ search }) => t('none', { search })}
        </EmojiPicker.Empty>
        <EmojiPicker.List
          className={css['list']}
          components={{
            CategoryHeader: ({ category, ...rest }) => (
              <div className={css['heading']} {...rest}>
                {category.label}
              </div>
            ),
            // ARIA counts rows and columns from 1, the picker from 0.
            Row: ({ children, 'aria-rowindex': row = 0, ...rest }) => (
              <div className={css['row']} {...rest} aria-rowindex={row + 1}>
                {children}
              </div>
            ),
            Emoji: ({ emoji, 'aria-colindex': column = 0, ...rest }) => (
              <button className={css['emoji']} type="button" {...rest} aria-colindex={column + 1}>
                {emoji.emoji}
              </button>
            ),
          }}
        />
      </EmojiPicker.Viewport>
      <div className={css['foot']}>
        <EmojiPicker.ActiveEmoji>
          {({ emoji }) =>
            emoji === undefined ? (
              <span className={css['hint']}>{t('hint')}</span>
            ) : (
              <>
                <span className={css['large']} aria-hidden>
                  {emoji.emoji}
                </span>
                <span className={css['label']}>{emoji.label}</span>
              </>
            )
          }
        </EmojiPicker.ActiveEmoji>
        <EmojiPicker.SkinToneSelector className={css['tone']} aria-label={t('tone')} />
      </div>
    </EmojiPicker.Root>
  );
}

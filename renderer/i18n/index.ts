import { createInstance, type i18n, type Resource } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { NOTICES } from '../../shared/wording/notices.ts';

/* One file per feature: `en/inbox.json` is the namespace `inbox`. What lies in `later` belongs to
 * screens that are loaded when they are first opened, and comes with them. */
const files = import.meta.glob<Resource[string][string]>('./en/*.json', {
  eager: true,
  import: 'default',
});

const later = import.meta.glob<Resource[string][string]>('./en/later/*.json', {
  import: 'default',
});
let current: i18n | null = null;

/** Loads the strings of a later screen; to be awaited before it is drawn. */
export async function loadStrings(namespace: string): Promise<void> {
  const load = later[`./en/later/${namespace}.json`];
  if (load === undefined) throw new Error(`there are no strings ${namespace}`);
  if (current?.hasResourceBundle('en', namespace) === true) return;
  current?.addResourceBundle('en', namespace, await load());
}

/** Loads the strings of every later screen. */
export async function loadAllStrings(): Promise<void> {
  const names = Object.keys(later).map((path) => path.slice('./en/later/'.length, -'.json'.length));
  await Promise.all(names.map(loadStrings));
}

function namespaces(): Resource[string] {
  return Object.fromEntries(
    Object.entries(files).map(([path, strings]) => [
      path.slice('./en/'.length, -'.json'.length),
      strings,
    ]),
  );
}

/** Loads every string of the interface. */
export async function startTranslation(language: string): Promise<i18n> {
  const i18next = createInstance();
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    defaultNS: 'common',
    resources: { en: { ...namespaces(), notices: NOTICES } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  current = i18next;
  return i18next;
}

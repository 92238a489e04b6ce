import { createInstance, type i18n, type Resource } from 'i18next';
import { initReactI18next } from 'react-i18next';

/* One file per feature: `en/inbox.json` is the namespace `inbox`. */
const files = import.meta.glob<Resource[string][string]>('./en/*.json', {
  eager: true,
  import: 'default',
});

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
    resources: { en: namespaces() },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  return i18next;
}

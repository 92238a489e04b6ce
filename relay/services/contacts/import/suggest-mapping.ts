import { bareWord } from '../../../../shared/format/bare-word.ts';
import type { ImportMapping, ImportTarget } from '../../../../shared/contract/contact-import.ts';
import type { ContactFieldId } from '../../../../shared/contract/ids.ts';

type Word = Extract<ImportTarget, string>;

/* How columns are called in English, German, Spanish, French and Portuguese, without signs and spaces. */
const NAMES: Readonly<Record<Word, readonly string[]>> = {
  name: [
    'name',
    'fullname',
    'contactname',
    'contact',
    'vollstandigername',
    'ansprechpartner',
    'kontakt',
    'nombrecompleto',
    'contacto',
    'nomcomplet',
    'nomecompleto',
    'contato',
    'displayname',
  ],
  firstName: ['firstname', 'givenname', 'vorname', 'nombre', 'prenom', 'primeironome', 'nome'],
  lastName: [
    'lastname',
    'surname',
    'familyname',
    'nachname',
    'apellido',
    'apellidos',
    'nom',
    'nomdefamille',
    'sobrenome',
    'apelido',
  ],
  company: [
    'company',
    'companyname',
    'organisation',
    'organization',
    'account',
    'firma',
    'unternehmen',
    'empresa',
    'compania',
    'razonsocial',
    'entreprise',
    'societe',
    'companhia',
  ],
  phone: [
    'phone',
    'phonenumber',
    'mobile',
    'mobilephone',
    'cell',
    'whatsapp',
    'whatsappnumber',
    'tel',
    'telefon',
    'telefonnummer',
    'handy',
    'handynummer',
    'mobil',
    'rufnummer',
    'telefono',
    'movil',
    'celular',
    'telephone',
    'portable',
    'numerodetelephone',
    'telefone',
    'telemovel',
  ],
  externalId: [
    'id',
    'externalid',
    'customerid',
    'customernumber',
    'customerno',
    'kundennummer',
    'kundennr',
    'debitor',
    'numerodecliente',
    'idcliente',
    'codigocliente',
    'numeroclient',
    'numerodocliente',
  ],
  language: ['language', 'lang', 'locale', 'sprache', 'idioma', 'lengua', 'langue', 'lingua'],
  country: ['country', 'countrycode', 'land', 'pais', 'pays'],
  timeZone: ['timezone', 'zeitzone', 'zonahoraria', 'fuseauhoraire', 'fusohorario'],
  ownerEmail: [
    'owner',
    'owneremail',
    'accountowner',
    'betreuer',
    'zustandig',
    'responsable',
    'propietario',
    'proprietaire',
    'responsavel',
  ],
  tags: [
    'tags',
    'tag',
    'labels',
    'schlagworte',
    'schlagworter',
    'etiquetas',
    'etiquettes',
    'marcadores',
  ],
  channels: ['channel', 'channels', 'kanal', 'kanale', 'canal', 'canales', 'canaux', 'canais'],
  optInWhatsapp: ['whatsappoptin', 'optinwhatsapp', 'optin', 'consent', 'einwilligung'],
  optInSms: ['smsoptin', 'optinsms'],
  consentSource: ['consentsource', 'optinsource', 'quelledereinwilligung'],
  consentEvidence: ['consentevidence', 'optinevidence', 'evidence', 'proof', 'nachweis'],
};

function isWord(word: string): word is Word {
  return Object.hasOwn(NAMES, word);
}

const WORDS = new Map<string, Word>(
  Object.entries(NAMES).flatMap(([target, names]) =>
    isWord(target) ? names.map((name): readonly [string, Word] => [name, target]) : [],
  ),
);

/**
 * What the columns of a file probably hold, by their names; each target once, and null where
 * nothing fits.
 */
export function suggestMapping(
  header: readonly string[],
  fields: readonly { readonly id: ContactFieldId; readonly name: string }[],
): ImportMapping {
  const used = new Set<string>();
  const mapping = header.map((name): ImportTarget | null => {
    const field = fields.find((one) => bareWord(one.name) === bareWord(name));
    const target = field === undefined ? WORDS.get(bareWord(name)) : { fieldId: field.id };
    const key = JSON.stringify(target);
    if (target === undefined || used.has(key)) return null;
    used.add(key);
    return target;
  });
  // "Nom" and "Nome" alone are the whole name.
  return mapping.map((target) => {
    const isHalf = target === 'firstName' || target === 'lastName';
    const other = target === 'firstName' ? 'lastName' : 'firstName';
    return isHalf && !mapping.includes(other) && !mapping.includes('name') ? 'name' : target;
  });
}

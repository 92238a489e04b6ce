import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ErasureCounts } from '../../../shared/contract/reads/erasures.ts';

/** Signs certificates, and says whether one is as it was signed. */
export interface Seal {
  readonly sign: (text: string) => string;
  readonly isIntact: (text: string, signature: string) => boolean;
}

/** A seal with this key: HMAC with SHA-256, in base64. */
export function certificateSeal(key: Buffer): Seal {
  const mac = (text: string): Buffer => createHmac('sha256', key).update(text).digest();
  return {
    sign: (text) => mac(text).toString('base64'),
    isIntact: (text, signature) => {
      const given = Buffer.from(signature, 'base64');
      const own = mac(text);
      return given.length === own.length && timingSafeEqual(given, own);
    },
  };
}

interface Facts {
  readonly id: string;
  readonly reference: string;
  readonly by: { readonly name: string; readonly role: string };
  /** ms. */
  readonly askedAt: number;
  /** ms. */
  readonly doneAt: number;
  readonly deleted: ErasureCounts;
  /** Billing lines that stay, without the person. */
  readonly billingLines: number;
}

/** What was deleted and what stays and why, as the text of a JSON document. It names nobody erased. */
export function certificateText({ askedAt, doneAt, billingLines, by, ...facts }: Facts): string {
  return JSON.stringify(
    {
      certificate: 'Erasure of one person’s data',
      ...facts,
      orderedBy: by,
      askedAt: new Date(askedAt).toISOString(),
      doneAt: new Date(doneAt).toISOString(),
      kept: [
        {
          what: 'Billing lines: amounts, days, categories and random ids, without name, number or words',
          count: billingLines,
          why: 'The sums of past invoices must stay as they were billed.',
        },
        {
          what: 'A keyed hash of each address',
          why: 'An opt-out must hold if a file or a program brings the address back, and what the provider still has must not be read in again.',
        },
        {
          what: 'Entries of the audit log without name, number or words',
          why: 'That something was done, when and by whom, stays provable.',
        },
      ],
      elsewhere:
        'Copies of orders are deleted here; the company’s own system keeps what the law asks for. What the messaging provider and backups hold follows their own periods.',
    },
    null,
    2,
  );
}

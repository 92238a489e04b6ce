import { useEffect, useState } from 'react';

/**
 * A number as people write it, such as `+52 55 1234 5678`. The rules of the world's numbers are
 * loaded behind: until then, and for what they do not know, the number stays as it is.
 *
 * @param phone E.164; null: none
 */
export function usePhoneFormat(phone: string | null): string | null {
  const [formatted, setFormatted] = useState<{ readonly phone: string; readonly text: string }>();
  useEffect(() => {
    if (phone === null) return undefined;
    let current = true;
    async function format(number: string): Promise<void> {
      const { parsePhoneNumberFromString } = await import('libphonenumber-js/min');
      const text = parsePhoneNumberFromString(number)?.formatInternational();
      if (current && text !== undefined) setFormatted({ phone: number, text });
    }
    // The rules are part of the program; where they cannot be loaded the number stays as it is.
    format(phone).catch(() => undefined);
    return () => {
      current = false;
    };
  }, [phone]);
  return formatted?.phone === phone ? (formatted?.text ?? phone) : phone;
}

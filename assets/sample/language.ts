import { type LocalTime } from './calendar.ts';
import { itemAt } from './random.ts';

/** The ways of writing dates and greetings that the sample's customers use. */
export type WritingStyle = 'es' | 'pt' | 'de' | 'en_GB' | 'en_US';

interface Writing {
  /** From Sunday on. */
  readonly weekdays: readonly string[];
  readonly months: readonly string[];
  readonly onWeekday: (name: string, weekday: number) => string;
  readonly date: (day: number, month: number, monthName: string) => string;
  /** Until noon (German: until ten), in the day, in the evening. */
  readonly greetings: readonly [string, string, string];
  readonly morningEnds: number;
  readonly eveningBegins: number;
}

const ENGLISH = {
  weekdays: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
  onWeekday: (name: string) => `on ${name}`,
  greetings: ['good morning', 'good afternoon', 'good evening'],
  morningEnds: 12,
  eveningBegins: 18,
} as const;

const WRITINGS: Readonly<Record<WritingStyle, Writing>> = {
  es: {
    weekdays: ['domingo', 'lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado'],
    months: [
      'enero',
      'febrero',
      'marzo',
      'abril',
      'mayo',
      'junio',
      'julio',
      'agosto',
      'septiembre',
      'octubre',
      'noviembre',
      'diciembre',
    ],
    onWeekday: (name) => `el ${name}`,
    date: (day, _month, monthName) => `${day} de ${monthName}`,
    greetings: ['buenos días', 'buenas tardes', 'buenas noches'],
    morningEnds: 12,
    eveningBegins: 20,
  },
  pt: {
    weekdays: ['domingo', 'segunda', 'terça', 'quarta', 'quinta', 'sexta', 'sábado'],
    months: [],
    onWeekday: (name, weekday) => `${weekday === 0 || weekday === 6 ? 'no' : 'na'} ${name}`,
    date: (day, month) => `${String(day).padStart(2, '0')}/${String(month).padStart(2, '0')}`,
    greetings: ['bom dia', 'boa tarde', 'boa noite'],
    morningEnds: 12,
    eveningBegins: 18,
  },
  de: {
    weekdays: ['Sonntag', 'Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag'],
    months: [],
    onWeekday: (name) => `am ${name}`,
    date: (day, month) => `${day}.${month}.`,
    greetings: ['Guten Morgen', 'Guten Tag', 'Guten Abend'],
    morningEnds: 10,
    eveningBegins: 18,
  },
  en_GB: {
    ...ENGLISH,
    months: [
      'January',
      'February',
      'March',
      'April',
      'May',
      'June',
      'July',
      'August',
      'September',
      'October',
      'November',
      'December',
    ],
    date: (day, _month, monthName) => `${day} ${monthName}`,
  },
  en_US: {
    ...ENGLISH,
    months: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
    date: (day, _month, monthName) => `${monthName} ${day}`,
  },
};

/** The name of the weekday: `martes`, `terça`, `Dienstag`, `Tuesday`. */
export function weekdayName(style: WritingStyle, time: LocalTime): string {
  return itemAt(WRITINGS[style].weekdays, time.weekday);
}

/** The weekday with its preposition: `el martes`, `na terça`, `am Dienstag`, `on Tuesday`. */
export function onWeekday(style: WritingStyle, time: LocalTime): string {
  return WRITINGS[style].onWeekday(weekdayName(style, time), time.weekday);
}

/** Day and month as people write them in a chat: `24 de noviembre`, `24/11`, `24.11.`, `Nov 24`. */
export function shortDate(style: WritingStyle, time: LocalTime): string {
  const { months, date } = WRITINGS[style];
  return date(time.day, time.month, months[time.month - 1] ?? '');
}

/** The greeting for that hour, in lower case except in German: `buenos días`, `Guten Abend`. */
export function greeting(style: WritingStyle, time: LocalTime): string {
  const { greetings, morningEnds, eveningBegins } = WRITINGS[style];
  const { hour } = time;
  if (hour >= 5 && hour < morningEnds) return greetings[0];
  return hour >= 5 && hour < eveningBegins ? greetings[1] : greetings[2];
}

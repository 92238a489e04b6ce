const DIGITS = 32;
const ALL = 1n << 128n;

/**
 * The SID of a sample message's file, so that whoever holds the files and whoever links to them
 * agree without asking each other: `ME` and the digits of the message's SID, read as a number, plus
 * the file's position.
 *
 * @param messageSid two letters and 32 hexadecimal digits
 * @param position of the file in its message, from 0
 */
export function sampleMediaSid(messageSid: string, position: number): string {
  const number = (BigInt(`0x${messageSid.slice(-DIGITS)}`) + BigInt(position)) % ALL;
  return `ME${number.toString(16).padStart(DIGITS, '0')}`;
}

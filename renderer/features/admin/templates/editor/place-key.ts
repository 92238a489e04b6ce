import type { Place } from '../../../../../shared/domain/template/content-parts.ts';

/** One word for a place of a template, the same for the field, its findings and the preview. */
export function placeKey(place: Place): string {
  if (place.part === 'button') return `button.${place.index}.${place.field}`;
  return place.part === 'variable' ? `variable.${place.name}` : place.part;
}

/** The id of the field of a place. */
export function fieldId(key: string): string {
  return `template-field-${key}`;
}

/** Puts the focus into the field of a place. */
export function focusPlace(key: string): void {
  document.getElementById(fieldId(key))?.focus();
}

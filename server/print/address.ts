import type { ShipTo } from '../../shared/domain/rows.ts';

/**
 * An address as its country writes it: in Chinese from the largest place to the door, elsewhere from the door outwards. What is
 * empty or said twice (a municipality is its own province) stands once.
 */
export function addressLines({ country, region, city, address, postcode = '' }: ShipTo): string[] {
  const chinese = /\p{Script=Han}/u.test(address);
  const places = [...new Set(chinese ? [region, city] : [city, region])].filter(
    (place) => place !== '' && !address.startsWith(place),
  );
  return chinese
    ? filled([places.join(' '), address, filled([postcode, country]).join(' ')])
    : filled([address, filled([...places, postcode]).join(', '), country]);
}

const filled = (parts: readonly string[]): string[] => parts.filter((part) => part !== '');

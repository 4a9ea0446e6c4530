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
    ? lines(places.join(' '), address, words(postcode, country))
    : lines(address, words(...places, postcode), country);
}

const words = (...parts: string[]): string => lines(...parts).join(' ');
const lines = (...parts: string[]): string[] => parts.filter((part) => part !== '');

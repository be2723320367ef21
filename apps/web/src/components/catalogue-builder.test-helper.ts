// Catalogues for tests: `{ 'NAME 0xID': ['3:0 FIELD | 0000 no'] }`, one layout each.
import { createCatalogue, type Catalogue, type CatalogueData } from '@regscope/registers';

export function catalogueOf(
  registers: Readonly<Record<string, readonly string[]>>,
  features: CatalogueData['features'] = {},
): Catalogue {
  const heads = Object.keys(registers).map((head) => head.split(' '));
  return createCatalogue({
    index: {
      registers: heads.map(([name = '', id = '', ...title]) => [
        id,
        name,
        title.join(' '),
        `SYS_${name}`,
        '',
        'arm, own',
      ]),
      filler: '0x1de7ec7edbadc0de',
    },
    layouts: {
      shapes: Object.values(registers).map((fields) => ['', ...fields]),
      of: heads.map((_, at) => [at]),
    },
    features,
  });
}

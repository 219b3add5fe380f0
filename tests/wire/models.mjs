// The answers that a client from @binance declares for its REST methods, read from the type declarations it ships, which the exchange generates from its OpenAPI documents.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const installed = createRequire(import.meta.url);

/**
 * Requires an answer to have the declared types, and nothing that is not declared; gives it back. What the exchange's documentation has and the declarations have not is named,
 * as method.field.
 */
export function answersOf(library, undeclared = []) {
  const text = readFileSync(join(dirname(installed.resolve(library)), 'index.d.ts'), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
  const types = new Map();
  for (const [, name, list, body] of text.matchAll(/^interface ([\w$]+)(?: extends (Array<[\w$]+>))? \{([^}]*)\}/gm))
    types.set(name, list ?? new Map([...body.matchAll(/'?(\w+)'?\??: ([^;]+);/g)].map(([, field, type]) => [field, type])));
  for (const [, name, type] of text.matchAll(/^type ([\w$]+) = ([\w$ |]+);/gm))
    types.set(name, type);
  for (const [, name, kinds] of text.matchAll(/^type ([\w$]+) = (\(\{\s+filterType: [^;]+;[\s\S]*?\));$/gm))
    types.set(name, { byFilterType: new Map([...kinds.matchAll(/filterType: '(\w+)';\s+\} & ([\w$]+)\)/g)].map(([, kind, type]) => [kind, type])) });
  const [, methods] = text.match(/^declare class RestAPI \{([\s\S]*?)^\}/m);
  const answers = new Map([...methods.matchAll(/(\w+)\([^()]*\): Promise<RestApiResponse<([\w$<>]+)>>;/g)].map(([, method, type]) => [method, type]));

  return (method, answer) => {
    assert.ok(answers.has(method), `${library} has no ${method}`);
    const wrong = differences(types, answers.get(method), answer, method).filter(w => !undeclared.some(field => w === notDeclared(field)));
    assert.deepEqual(wrong, [], wrong.join('; '));
    return answer;
  };
}

const notDeclared = where => `${where} is not declared`;

function differences(types, type, value, where) {
  const several = type.split(' | ');
  if (several.length > 1) {
    const each = several.map(one => differences(types, one, value, where));
    return each.find(found => found.length === 0) ?? each.sort((a, b) => a.length - b.length)[0];
  }

  const item = type.match(/^Array<(.+)>$/)?.[1];
  if (item)
    return Array.isArray(value) ? value.flatMap((one, i) => differences(types, item, one, `${where}[${i}]`)) : [`${where} is no list`];
  const declared = types.get(type);
  if (typeof declared === 'string')
    return differences(types, declared, value, where);
  if (declared?.byFilterType) {
    const kind = declared.byFilterType.get(value?.filterType);
    return kind ? differences(types, kind, value, where) : [`${where} is of an unknown kind: ${value?.filterType}`];
  }

  if (declared) {
    if (value === null || typeof value !== 'object' || Array.isArray(value))
      return [`${where} is no object`];
    return Object.entries(value).flatMap(([field, inner]) =>
      declared.has(field) ? differences(types, declared.get(field), inner, `${where}.${field}`) : [notDeclared(`${where}.${field}`)]);
  }

  if (type === 'void')
    return JSON.stringify(value) === '{}' ? [] : [`${where} is not empty`];

  return typeof value === type ? [] : [`${where} is a ${typeof value}, not a ${type}`];
}

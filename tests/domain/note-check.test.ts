import { describe, expect, test } from 'vitest'
import { noteConcerns, wordsOfPlaces } from '#domain/records/note-check.ts'

describe('a note that may point to a person', () => {
  test('an e-mail address is noticed', () => {
    expect(noteConcerns('reply to jo.bloggs@example.org about the room')).toEqual(['email'])
  })

  test('a phone number is noticed however it is spaced', () => {
    for (const number of ['01865 123456', '07700900123', '+44 7700 900123', '(01865) 123 456']) {
      expect(noteConcerns(`ring ${number} on the day`), number).toContain('phone')
    }
  })

  test('a postcode is noticed in either case, with or without its space', () => {
    for (const postcode of ['OX7 6LD', 'ox76ld', 'OX14 3HG']) {
      expect(noteConcerns(`came from ${postcode}`), postcode).toContain('postcode')
    }
  })

  test('a name is noticed by its title, by "called", or by two words with capitals', () => {
    for (const note of [
      'Mrs Patel helped',
      'a boy called Sam',
      'thanks to Joan Fletcher',
      'with Siân Rees-Jones',
    ]) {
      expect(noteConcerns(note), note).toEqual(['name'])
    }
  })

  test('ordinary notes raise nothing', () => {
    const notes = [
      '',
      'Rained hard, half the usual number',
      'Half Term, Lego Club ran over by 20 minutes',
      'Summer Reading Challenge badges ran out on Saturday',
      '14 children and 11 adults at 10:30, room 2',
      'Bank Holiday Monday',
    ]
    for (const note of notes) expect(noteConcerns(note), note).toEqual([])
  })

  test('words of the session and the site are no names', () => {
    expect(noteConcerns('Knit Natter moved upstairs')).toEqual(['name'])
    expect(noteConcerns('Knit Natter moved upstairs', 'Knit and Natter')).toEqual([])
  })

  test('districts around are no names, but for words of a long one that people are called by too', () => {
    const places = wordsOfPlaces(['Saltmere', 'South Fennick', 'Vale of White Horse', 'Saltmere'])
    expect(noteConcerns('Came from Saltmere Gate by bus')).toEqual(['name'])
    expect(noteConcerns('Came from Saltmere Gate by bus', places)).toEqual([])
    expect(noteConcerns('The bus to Upper Fennick', places)).toEqual([])
    expect(noteConcerns('thanks to Joan White', places)).toEqual(['name'])
  })

  test('several concerns are all told', () => {
    expect(noteConcerns('Dr Shah, 01865 123456')).toEqual(['phone', 'name'])
  })
})

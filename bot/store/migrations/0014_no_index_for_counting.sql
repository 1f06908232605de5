-- Tallies are not counted from attempts any more, so that nothing reads this; each start wrote to it.
DROP INDEX attempts_by_agency;

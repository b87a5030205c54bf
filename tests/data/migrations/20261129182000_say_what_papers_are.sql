-- A paper with words.

UPDATE papers SET what = '\x03' WHERE id = '00000000-0000-7000-8000-000000000605';

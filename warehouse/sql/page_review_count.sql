-- How many items of each kind were read with little confidence and are not decided yet.
WITH {unsure}
SELECT kind_no, count(*) AS item_count FROM unsure GROUP BY kind_no

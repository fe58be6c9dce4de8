// Written by test/bench/claims-fit.ts from the development parts of the labelled sets.
import { linear } from './linear.ts';

export const UNSUPPORTED = linear(`
bias=1 E:always=-17 E:ask=-25 E:can=-14 E:deliver=-15 E:doc=-9 E:get=-15 E:give=-27 E:helped=-5
E:i=3 E:if=-31 E:keep=-15 E:max=-11 E:need=-9 E:neg=-11 E:only=-19 E:other=-16 E:price=11
E:staff=7 E:talk=-5 E:we=-52 E:will=9 E:would=-18 E:you=-7 N:always=21 N:by=-16 N:can=-34
N:doc=-53 N:get=23 N:give=-8 N:helped=22 N:i=-48 N:if=-24 N:keep=-31 N:max=13 N:need=13 N:neg=-7
N:only=-3 N:other=35 N:past=3 N:price=37 N:save=33 N:talk=-4 N:they=-15 N:thing=24 N:told=-4
N:we=31 N:will=-12 N:would=-29 N:you=9 N:your=54 S:always=6 S:ask=-7 S:by=8 S:can=-33
S:deliver=-23 S:doc=-33 S:get=19 S:give=-7 S:helped=28 S:i=-61 S:if=-45 S:keep=6 S:max=15
S:need=-26 S:neg=14 S:only=-6 S:other=51 S:past=-4 S:price=41 S:save=33 S:staff=12 S:talk=-47
S:they=10 S:thing=39 S:told=18 S:we=-37 S:will=-28 S:would=-50 S:you=5 S:your=28 a1:-=9 a1:and=-26
a1:ask=-17 a1:at=23 a1:by=-21 a1:for=-7 a1:i=-9 a1:is=3 a1:number=-35 a1:of=34 a1:only=-6
a1:other=8 a1:past=7 a1:per=19 a1:span=-3 a1:staff=14 a1:the=-14 a1:they=-12 a1:thing=21
a1:with=18 a1:you=35 b1:-=18 b1:<>=-8 b1:and=-6 b1:at=35 b1:by=6 b1:date=-18 b1:doc=-29 b1:for=13
b1:get=-3 b1:i=-28 b1:is=-30 b1:need=8 b1:number=-22 b1:of=25 b1:only=-4 b1:past=-34 b1:per=9
b1:save=19 b1:talk=-5 b1:the=-35 b1:they=-14 b1:we=7 b1:with=41 b1:you=13 b1:your=8 caps=-43
clock=-51 date*S:ask=4 date*S:by=-8 date*S:deliver=4 date*S:helped=9 date*S:i=-44 date*S:only=6
date*S:other=23 date*S:staff=16 date*S:talk=-6 date*S:they=4 date*S:we=-14 date*S:will=-4
date*S:you=10 date*S:your=10 date*a1:-=-4 date*a1:<>=-5 date*a1:and=-8 date*a1:at=-13
date*a1:number=-6 date*a1:only=-6 date*glued=-4 date*no-evidence=-32 date*ordinal=3 date*q=-28
date*series=-14 date*size:far=16 date*size:none=22 date*size:past=-9 date*size:soon=-39
date*weekday=-21 decimal=16 field:body=9 glued=-7 kind:date=-11 kind:number=-11 kind:spelled=31
list=-29 money=32 no-evidence=-10 noun-other=90 number*S:always=19 number*S:by=11 number*S:can=-23
number*S:deliver=-18 number*S:doc=-37 number*S:get=26 number*S:give=-7 number*S:helped=22
number*S:i=-7 number*S:if=-33 number*S:keep=3 number*S:need=-37 number*S:only=5 number*S:other=22
number*S:past=14 number*S:price=29 number*S:save=33 number*S:talk=-16 number*S:they=6
number*S:thing=21 number*S:told=14 number*S:we=-50 number*S:will=-18 number*S:would=-43
number*S:you=3 number*S:your=18 number*a1:-=12 number*a1:<>=7 number*a1:and=-18 number*a1:at=20
number*a1:by=-17 number*a1:for=-11 number*a1:i=-9 number*a1:is=6 number*a1:number=-29
number*a1:of=13 number*a1:other=8 number*a1:past=7 number*a1:per=14 number*a1:span=-15
number*a1:staff=8 number*a1:the=-17 number*a1:thing=18 number*a1:with=5 number*capital=-8
number*caps=-43 number*clock=-51 number*decimal=6 number*list=-12 number*money=32
number*no-evidence=-18 number*noun-other=65 number*ordinal=-27 number*q=-106 number*series=-19
number*share=75 number*size:100=18 number*size:1000=19 number*size:12=-16 number*size:2=-59
number*size:31=-25 number*size:5=-39 number*size:60=13 number*size:large=56 number*size:year=20
number*unit-other=36 number*unit:area=4 number*unit:time=-17 number*weekday=-5 ordinal=-24 q=-150
range=-4 series=-34 share=71 size:100=18 size:1000=24 size:12=4 size:2=-75 size:31=-13 size:5=-28
size:60=13 size:far=16 size:large=56 size:none=22 size:past=-9 size:soon=-39 size:year=20
spelled*S:always=-15 spelled*S:ask=-12 spelled*S:by=5 spelled*S:deliver=-8 spelled*S:get=-6
spelled*S:i=-10 spelled*S:if=-12 spelled*S:max=18 spelled*S:neg=15 spelled*S:other=6
spelled*S:past=-16 spelled*S:staff=-4 spelled*S:talk=-25 spelled*S:we=27 spelled*S:would=-6
spelled*S:you=-9 spelled*a1:at=16 spelled*a1:of=15 spelled*a1:span=11 spelled*capital=8
spelled*no-evidence=40 spelled*noun-other=25 spelled*q=-18 spelled*size:12=20 spelled*size:2=-16
spelled*size:5=11 spelled*unit:time=7 unit-other=38 unit:area=4 unit:time=-10 weekday=-26
`);
